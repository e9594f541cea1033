import { DomainError } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/platform/ctx";

/** The staff user who acts on their own account. Throws FORBIDDEN for jobs and the operator, who have none. */
export function ownUserId(ctx: Ctx): string {
  if (ctx.actor.type !== "staff") throw new DomainError("FORBIDDEN");
  return ctx.actor.userId;
}
