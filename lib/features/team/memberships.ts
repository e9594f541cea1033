import { and, asc, eq, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import type { Role } from "@/lib/domain/permissions";

/** One staff user in one store. */
export function membershipOf(merchantId: string, userId: string) {
  return and(eq(memberships.merchantId, merchantId), eq(memberships.userId, userId));
}

/**
 * The role a staff user has now, about to become `next` (null: about to leave). All owners are locked, in one order,
 * so that two owners who step down at the same time cannot both succeed.
 * Throws NOT_FOUND, or PRECONDITION when the store would have no owner.
 */
export async function lockRole(tx: Tx, merchantId: string, userId: string, next: Role | null): Promise<Role> {
  const locked = await tx
    .select({ userId: memberships.userId, role: memberships.role })
    .from(memberships)
    .where(
      and(
        eq(memberships.merchantId, merchantId),
        or(eq(memberships.role, "owner"), eq(memberships.userId, userId)),
      ),
    )
    .orderBy(asc(memberships.userId))
    .for("update");
  const member = locked.find((row) => row.userId === userId);
  if (!member) throw new DomainError("NOT_FOUND");
  const owners = locked.filter((row) => row.role === "owner");
  if (member.role === "owner" && next !== "owner" && owners.length === 1)
    throw new DomainError("PRECONDITION", "last_owner");
  return member.role;
}
