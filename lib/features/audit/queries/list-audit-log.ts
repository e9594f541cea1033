import { and, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { auditLog, staffUsers } from "@/db/schema";
import { keyset } from "@/lib/platform/keyset";
import { defineQuery } from "@/lib/platform/query";
import { listAuditLogSchema } from "../schema";

/** Names of the staff among the actors (`staff:<id>`), by actor. */
async function staffNames(db: Db | Tx, actors: string[]): Promise<Map<string, string>> {
  const ids = [...new Set(actors)].flatMap((actor) =>
    actor.startsWith("staff:") ? [actor.slice("staff:".length)] : [],
  );
  if (ids.length === 0) return new Map();
  const users = await db
    .select({ id: staffUsers.id, name: staffUsers.name })
    .from(staffUsers)
    .where(inArray(staffUsers.id, ids));
  return new Map(users.map((user) => [`staff:${user.id}`, user.name]));
}

/** Who changed what, newest first, `limit` rows a page, with the cursors of the pages before and after. */
export const listAuditLog = defineQuery({
  name: "audit.list",
  permission: "audit.read",
  input: listAuditLogSchema,
  async run({ db, ctx, input }) {
    const order = { value: auditLog.at, type: "timestamptz", id: auditLog.id } as const;
    const paging = keyset(order, input.cursor, input.limit);
    const found = await db
      .select({
        cursorKey: paging.cursorKey,
        id: auditLog.id,
        at: auditLog.at,
        actor: auditLog.actor,
        action: auditLog.action,
        subjectType: auditLog.subjectType,
        subjectId: auditLog.subjectId,
        before: auditLog.before,
        after: auditLog.after,
      })
      .from(auditLog)
      .where(
        and(
          eq(auditLog.merchantId, ctx.merchantId),
          input.actor ? eq(auditLog.actor, input.actor) : undefined,
          input.action ? eq(auditLog.action, input.action) : undefined,
          input.subjectId ? eq(auditLog.subjectId, input.subjectId) : undefined,
          paging.where,
        ),
      )
      .orderBy(...paging.orderBy)
      .limit(paging.limit);
    const { rows, ...cursors } = paging.page(found);
    const names = await staffNames(
      db,
      rows.map((row) => row.actor),
    );
    return { ...cursors, rows: rows.map((row) => ({ ...row, actorName: names.get(row.actor) ?? null })) };
  },
});

export type AuditRow = Awaited<ReturnType<typeof listAuditLog.run>>["rows"][number];
