import { and, asc, eq, or, sql } from "drizzle-orm";
import { customers } from "@/db/schema";
import { type Explained, explain, holds } from "@/lib/domain/conditions/evaluate";
import { DomainError } from "@/lib/domain/errors";
import type { Actor } from "@/lib/platform/ctx";
import { HIDDEN, identified, mayIdentify } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { loadConditionFacts, loadMoment } from "../facts";
import { askedNow } from "../find-segments";
import { explainConditionSchema } from "../schema";

/** Birthdays are for who may identify customers, their month as well. */
function asShown(actor: Actor, one: Explained): Explained {
  const isHidden = one.test.field === "birthday" && one.value !== null && !mayIdentify(actor);
  return isHidden ? { ...one, value: [HIDDEN] } : one;
}

/**
 * Why a customer is in or out: every test of the condition from left to right, with what was found. The customer is
 * named by the shop's id, or by e-mail where the role may see it. Throws NOT_FOUND (`customer_unknown`).
 */
export const explainCondition = defineQuery({
  name: "segments.explain",
  permission: "segments.read",
  input: explainConditionSchema,
  async run({ db, ctx, input: { condition, customer: text } }) {
    const byEmail = mayIdentify(ctx.actor)
      ? sql`lower(${customers.email}) = ${text.toLowerCase()}`
      : undefined;
    const isNamed = eq(customers.externalId, text);
    const [found] = await db
      .select({
        id: customers.id,
        externalId: customers.externalId,
        name: customers.name,
        email: customers.email,
      })
      .from(customers)
      .where(and(eq(customers.merchantId, ctx.merchantId), or(isNamed, byEmail)))
      .orderBy(sql`${isNamed} desc`, asc(customers.id))
      .limit(1);
    if (!found) throw new DomainError("NOT_FOUND", "customer_unknown", {}, { customer: "customer_unknown" });
    const asked = await askedNow(db, ctx);
    const [facts, moment] = await Promise.all([
      loadConditionFacts(db, asked, [found.id], [condition]),
      loadMoment(db, asked, [condition]),
    ]);
    const own = facts.get(found.id);
    if (!own) throw new DomainError("NOT_FOUND", "customer_unknown");
    return {
      customer: identified(ctx.actor, found),
      holds: holds(condition, own, moment),
      tests: explain(condition, own, moment).map((one) => asShown(ctx.actor, one)),
    };
  },
});

export type ConditionExplained = Awaited<ReturnType<typeof explainCondition.run>>;
