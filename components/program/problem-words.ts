import { ASSUMED_ORDERS_PER_YEAR, type Problem } from "@/lib/domain/program/checks";
import { exampleOrderMinor } from "@/lib/domain/program/starter";
import type { BaseWords } from "./base-words";

/** What the checks of a program have found, in sentences. */
export function createProblemWords({
  t,
  document,
  money,
  units,
  factor,
  itemName,
  language,
  trigger,
}: BaseWords) {
  function problem(one: Problem): string {
    const item = itemName(one.path);
    switch (one.code) {
      case "nothing_earned":
      case "referral_unguarded":
        return t(`checks.${one.code}`);
      case "rules_overlap":
        return t("checks.rules_overlap", { rule: item, other: itemName(["earningRules", one.other]) });
      case "reward_unreachable":
        return one.most === "0"
          ? t("checks.reward_never", { reward: item, price: units(one.asset, one.price) })
          : t("checks.reward_unreachable", {
              reward: item,
              price: units(one.asset, one.price),
              earned: units(one.asset, one.most),
            });
      case "reward_above_price":
        return t("checks.reward_above_price", {
          reward: item,
          cost: money(one.costMinor),
          price: money(one.priceMinor),
        });
      case "discount_shrinks":
        return t("checks.discount_shrinks", { plan: item, other: itemName(["perks", "plans", one.other]) });
      case "segment_unknown":
        return t("checks.segment_unknown", { item, segment: one.segment });
      case "automatic_unlimited":
        return t("checks.automatic_unlimited", { reward: item });
      case "trigger_never":
      case "activation_never":
        return t(`checks.${one.code}`, { rule: item, event: trigger(one.event) });
      case "cap_below_award":
        return t("checks.cap_below_award", {
          rule: item,
          cap: units(one.asset, one.cap),
          award: units(one.asset, one.award),
        });
      case "multiplier_lowers":
        return t("checks.multiplier_lowers", { rule: item, factor: factor(one.factorBps) });
      case "multipliers_add":
        return t("checks.multipliers_add", {
          rule: item,
          other: itemName(["earningRules", one.other]),
          factor: factor(one.factorBps),
        });
      case "stock_none":
        return t("checks.stock_none", { reward: item });
      case "price_rises":
        return t("checks.price_rises", {
          reward: item,
          price: units(one.asset, one.price),
          tier: itemName(["tiers", "levels", one.tier]),
          below: units(one.asset, one.below),
        });
      case "stamps_untaken":
        return t("checks.stamps_untaken", { card: item, rule: itemName(["earningRules", one.rule]) });
      case "refused_always":
        return t("checks.refused_always", { rule: item, award: units(one.asset, one.award) });
      case "translation_missing":
        return t("checks.translation_missing", { item, language: language(one.locale) });
    }
  }
  /** What a year is assumed to be in the checks. */
  function assumption(): string {
    const amount = money(exampleOrderMinor(document.currency));
    return t("checks.assumption", { orders: ASSUMED_ORDERS_PER_YEAR, amount });
  }
  return { problem, assumption };
}
