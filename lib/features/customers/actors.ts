import { and, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { memberships, staffUsers } from "@/db/schema";

/** Who did something, as people read it. Staff who left the store have no name any more. */
export type ActorDto = { type: "staff"; name: string | null } | { type: (typeof others)[number] };

const others = ["customer", "visitor", "job", "system"] as const;

/** Tells actors, as rows keep them (`staff:<id>`, `job:<name>`), as people; names come in one query. */
export async function resolveActors(
  db: Db | Tx,
  merchantId: string,
  actors: string[],
): Promise<(actor: string) => ActorDto> {
  const ids = [...new Set(actors)].flatMap((actor) =>
    actor.startsWith("staff:") ? actor.slice("staff:".length) : [],
  );
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ id: staffUsers.id, name: staffUsers.name })
          .from(memberships)
          .innerJoin(staffUsers, eq(staffUsers.id, memberships.userId))
          .where(and(eq(memberships.merchantId, merchantId), inArray(memberships.userId, ids)));
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return (actor) => {
    const [type = "system", id = ""] = actor.split(":");
    if (type === "staff") return { type, name: names.get(id) ?? null };
    return { type: others.find((other) => other === type) ?? "system" };
  };
}
