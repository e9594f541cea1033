import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { auditLog, staffUsers } from "@/db/schema";
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

function before(cursor: string | undefined) {
  if (!cursor) return undefined;
  const [ms, id] = cursor.split("_");
  const at = new Date(Number(ms)).toISOString();
  return sql`(${auditLog.at}, ${auditLog.id}) < (${at}::timestamptz, ${id}::uuid)`;
}

/** Who changed what, newest first, `limit` rows a page; `next` is the cursor of the page after, or null. */
export const listAuditLog = defineQuery({
  name: "audit.list",
  permission: "audit.read",
  input: listAuditLogSchema,
  async run({ db, ctx, input }) {
    const rows = await db
      .select({
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
          before(input.cursor),
        ),
      )
      .orderBy(desc(auditLog.at), desc(auditLog.id))
      .limit(input.limit + 1);
    const page = rows.slice(0, input.limit);
    const last = rows.length > input.limit ? page.at(-1) : undefined;
    const names = await staffNames(
      db,
      page.map((row) => row.actor),
    );
    return {
      rows: page.map((row) => ({ ...row, actorName: names.get(row.actor) ?? null })),
      next: last ? `${last.at.getTime()}_${last.id}` : null,
    };
  },
});

export type AuditRow = Awaited<ReturnType<typeof listAuditLog.run>>["rows"][number];
