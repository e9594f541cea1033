import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { memberships, staffUsers } from "@/db/schema";
import { defineQuery } from "@/lib/platform/query";

/** The people who work for the store, by name. */
export const listMembers = defineQuery({
  name: "team.list-members",
  permission: "team.read",
  input: z.strictObject({}),
  run: ({ db, ctx }) =>
    db
      .select({
        userId: memberships.userId,
        name: staffUsers.name,
        email: staffUsers.email,
        role: memberships.role,
        createdAt: memberships.createdAt,
      })
      .from(memberships)
      .innerJoin(staffUsers, eq(staffUsers.id, memberships.userId))
      .where(eq(memberships.merchantId, ctx.merchantId))
      .orderBy(asc(staffUsers.name), asc(staffUsers.email)),
});

export type Member = Awaited<ReturnType<typeof listMembers.run>>[number];
