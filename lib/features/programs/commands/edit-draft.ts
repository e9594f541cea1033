import { and, eq } from "drizzle-orm";
import { programVersions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { isGivenAway, withItemMoved } from "@/lib/domain/program/edit";
import { defineDraftEdit } from "../draft";
import {
  moveItemSchema,
  removeItemSchema,
  restoreVersionSchema,
  saveExpirySchema,
  saveReferralSchema,
} from "../schema";

/** Says in the draft when points expire and what one is worth. Throws VALIDATION, CONFLICT. */
export const saveExpiry = defineDraftEdit({
  name: "program.save_expiry",
  input: saveExpirySchema,
  run: (document, { expiry, pointValueMinor }) => ({
    document: { ...document, expiry, pointValueMinor: pointValueMinor ?? undefined },
  }),
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

/**
 * Takes a rule or a reward out of the draft.
 * Throws NOT_FOUND, CONFLICT, PRECONDITION where the reward is still given for an invitation or a renewal.
 */
export const removeItem = defineDraftEdit({
  name: "program.remove_item",
  input: removeItemSchema,
  run(document, { list, key }) {
    if (!document[list].some((item) => item.key === key)) throw new DomainError("NOT_FOUND");
    if (list === "rewards" && isGivenAway(document, key))
      throw new DomainError("PRECONDITION", "reward_given_away");
    const without = <T extends { key: string }>(items: T[]) => items.filter((item) => item.key !== key);
    return list === "rewards"
      ? { document: { ...document, rewards: without(document.rewards) } }
      : { document: { ...document, earningRules: without(document.earningRules) } };
  },
});

/** Moves a rule or a reward up or down its list in the draft. Throws NOT_FOUND, CONFLICT. */
export const moveItem = defineDraftEdit({
  name: "program.move_item",
  input: moveItemSchema,
  run(document, { list, key, by }) {
    if (!document[list].some((item) => item.key === key)) throw new DomainError("NOT_FOUND");
    return list === "rewards"
      ? { document: { ...document, rewards: withItemMoved(document.rewards, key, by) } }
      : { document: { ...document, earningRules: withItemMoved(document.earningRules, key, by) } };
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
