import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { programVersions, subscriptions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import {
  filledText,
  type ItemList,
  isGivenAway,
  itemsOf,
  usesOfPlan,
  withItemMoved,
  withList,
} from "@/lib/domain/program/edit";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { Ctx } from "@/lib/platform/ctx";
import { assertRemovedAreUnused } from "../assert-unused";
import { defineDraftEdit } from "../draft";
import {
  moveItemSchema,
  removeItemSchema,
  restoreVersionSchema,
  saveExpirySchema,
  saveReferralSchema,
  switchItemSchema,
} from "../schema";

/**
 * Says in the draft when points expire and what one is worth and called, who is a member, and what refunds do; of the
 * latter what is not given stays. Throws VALIDATION, CONFLICT.
 */
export const saveExpiry = defineDraftEdit({
  name: "program.save_expiry",
  input: saveExpirySchema,
  run(document, { revision: _, pointValueMinor, pointsName, ...settings }) {
    const named =
      pointsName && Object.entries(pointsName).map(([locale, forms]) => [locale, filledText(forms)]);
    const presentation = named
      ? { ...document.presentation, pointsName: Object.fromEntries(named) }
      : document.presentation;
    const stated = { ...document, ...settings, presentation, pointValueMinor: pointValueMinor ?? undefined };
    return { document: stated, part: { path: "presentation.pointsName", field: "pointsName" } };
  },
});

/** Says in the draft what inviting a friend gives, or with null that it gives nothing. Throws VALIDATION, CONFLICT. */
export const saveReferral = defineDraftEdit({
  name: "program.save_referral",
  input: saveReferralSchema,
  run: (document, { referral }) => ({
    document: { ...document, referral },
    part: { path: "referral", field: "referral" },
  }),
});

function assertKnown(document: ProgramDocument, list: ItemList, key: string): void {
  if (!itemsOf(document, list).some((item) => item.key === key)) throw new DomainError("NOT_FOUND");
}

/** Throws PRECONDITION when somebody subscribes to the plan: the next renewal would not know what to give. */
async function assertUnsubscribed({ tx, ctx }: { tx: Tx; ctx: Ctx }, plan: string): Promise<void> {
  const running = and(
    eq(subscriptions.merchantId, ctx.merchantId),
    eq(subscriptions.planKey, plan),
    ne(subscriptions.status, "cancelled"),
  );
  const count = await tx.$count(subscriptions, running);
  if (count > 0) throw new DomainError("PRECONDITION", "plan_in_use", { count });
}

/** Takes a rule, a reward or a plan out of the draft. Throws NOT_FOUND, CONFLICT; PRECONDITION where it is in use. */
export const removeItem = defineDraftEdit({
  name: "program.remove_item",
  input: removeItemSchema,
  async run(document, { list, key }, access) {
    assertKnown(document, list, key);
    if (list === "perks.plans") {
      const { plans } = document.perks;
      const left = plans.filter((plan) => plan.key !== key);
      assertRemovedAreUnused(document, plans, left, usesOfPlan);
      await assertUnsubscribed(access, key);
    }
    if (list === "rewards" && isGivenAway(document, key))
      throw new DomainError("PRECONDITION", "reward_given_away");
    return { document: withList(document, list, (items) => items.filter((item) => item.key !== key)) };
  },
});

/** Moves a rule, a reward or a plan up or down its list in the draft. Throws NOT_FOUND, CONFLICT. */
export const moveItem = defineDraftEdit({
  name: "program.move_item",
  input: moveItemSchema,
  run(document, { list, key, by }) {
    assertKnown(document, list, key);
    return { document: withList(document, list, (items) => withItemMoved(items, key, by)) };
  },
});

/** Switches a rule, a reward or a plan of the draft on or off. Throws NOT_FOUND, CONFLICT. */
export const switchItem = defineDraftEdit({
  name: "program.switch_item",
  input: switchItemSchema,
  run(document, { list, key, active }) {
    assertKnown(document, list, key);
    const switched = <T extends { key: string; active: boolean }>(items: T[]) =>
      items.map((item) => (item.key === key ? { ...item, active } : item));
    return { document: withList(document, list, switched) };
  },
});

/** Puts an older version's document into the draft, to be reviewed and published again. Throws NOT_FOUND, CONFLICT. */
export const restoreVersion = defineDraftEdit({
  name: "program.restore_version",
  input: restoreVersionSchema,
  async run(_, { number }, { tx, ctx }) {
    const [version] = await tx
      .select({ document: programVersions.document })
      .from(programVersions)
      .where(and(eq(programVersions.merchantId, ctx.merchantId), eq(programVersions.number, number)));
    if (!version) throw new DomainError("NOT_FOUND");
    return { document: version.document };
  },
});
