import { DomainError } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/platform/ctx";

/** The customer who acts for himself. Throws FORBIDDEN for any other actor: operators and jobs have no self. */
export function ownCustomerId(ctx: Ctx): string {
  if (ctx.actor.type !== "customer") throw new DomainError("FORBIDDEN");
  return ctx.actor.customerId;
}
