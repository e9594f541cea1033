import {
  planSchema,
  rewardSchema,
  tierLadderSchema,
  tierMetrics,
  triggerSchema,
} from "@/lib/domain/program/schema";
import type { Side } from "./change-parts";
import type { Words } from "./words";

export const isText = (value: unknown): value is string => typeof value === "string";
const amounts = ["valueMinor", "costMinor", "minOrderMinor", "pointValueMinor", "shippingCostMinor"];
const dayCounts = ["validDays", "returnGraceDays", "windowDays", "holdingDays", "graceDays"];
const shares = ["percentBps", "discountBps", "maxShareBps"];
const pointCounts = ["pricePerTier", "renewalPoints", "birthdayPoints"];
const unlimited = ["stock", "perCustomerLimit", "validDays", "cooldownHours", "maxSteps"];
/** What stands where there is no value. */
export const nothing = "–";

function describeList(words: Words, field: string, value: unknown[]): string {
  if (field === "locales") return value.filter(isText).map(words.language).join(", ");
  if (field === "gifts") {
    const gifts = planSchema.shape.gifts.safeParse(value).data ?? [];
    return words.plans.gifts(gifts) || words.t("none");
  }
  const nameOf = field === "segments" ? words.segmentName : words.tierName;
  return value.filter(isText).map(nameOf).join(", ") || words.t("everyone");
}

function describeNumber({ words, document }: Side, field: string, value: number): string {
  if (amounts.includes(field)) return words.money(value);
  if (pointCounts.includes(field)) return words.points(value);
  if (shares.includes(field)) return words.percent(value);
  if (field === "earnMultiplierBps") return `×${words.factor(value)}`;
  if (dayCounts.includes(field)) return words.t("days", { count: value });
  if (field === "threshold") return words.threshold(document.tiers?.metric ?? "points", value);
  if (field === "keep") return words.amountOf(document.tiers?.metric ?? "points", value);
  return words.format.number(value);
}

function describeChoice(words: Words, field: string, value: string): string {
  const { t, format } = words;
  switch (field) {
    case "from":
    case "until":
      return format.day(value);
    case "metric": {
      const metric = tierMetrics.find((one) => one === value);
      return metric ? t(`options.metric.${metric}`) : t("games.metrics.events");
    }
    case "trigger":
    case "event": {
      const trigger = triggerSchema.safeParse(value).data;
      return trigger ? words.trigger(trigger) : value;
    }
    case "asset":
      return words.assetName(value);
    case "segment":
      return words.segmentName(value);
    case "challenge":
      return words.itemName(["gamification", "challenges", value]);
    case "downgrade": {
      const downgrade = tierLadderSchema.shape.downgrade.safeParse(value).data;
      return downgrade ? t(`tiers.downgrades.${downgrade}`) : value;
    }
    case "stacking":
      return value === "base" || value === "bonus" || value === "exclusive"
        ? t(`options.stackingShort.${value}`)
        : value;
    case "kind": {
      const kind = rewardSchema.options.map((option) => option.shape.kind.value).find((one) => one === value);
      return kind ? t(`options.kind.${kind}`) : value;
    }
    default:
      return value;
  }
}

/** A value of a field in words. */
export function describe(side: Side, field: string, value: unknown): string {
  const { words } = side;
  if (value === null || value === undefined) return unlimited.includes(field) ? words.t("noLimit") : nothing;
  if (typeof value === "boolean") return words.t(value ? "yes" : "no");
  if (typeof value === "number") return describeNumber(side, field, value);
  if (Array.isArray(value)) return describeList(words, field, value);
  return isText(value) ? describeChoice(words, field, value) || nothing : nothing;
}
