import type { useTranslations } from "next-intl";
import type { NamedSegment } from "@/components/segments/words";
import {
  cardOf,
  type LocalizedText,
  localeSchema,
  type ProgramDocument,
  type Trigger,
  textIn,
  triggers,
} from "@/lib/domain/program/schema";
import type { Format } from "@/lib/platform/i18n/format";

export type ProgramTranslator = ReturnType<typeof useTranslations<"program">>;

type Named = { key: string; name: LocalizedText };

const FULL_BPS = 10_000;

const itemGroups = {
  earningRules: (document: ProgramDocument) => document.earningRules,
  rewards: (document: ProgramDocument) => document.rewards,
  eventTypes: (document: ProgramDocument) => document.eventTypes,
  stampCards: (document: ProgramDocument) => document.stampCards,
  "tiers.levels": (document: ProgramDocument) => document.tiers?.levels ?? [],
  "perks.plans": (document: ProgramDocument) => document.perks.plans,
  "gamification.challenges": (document: ProgramDocument) => document.gamification.challenges,
  "gamification.badges": (document: ProgramDocument) => document.gamification.badges,
} satisfies Record<string, (document: ProgramDocument) => readonly Named[]>;

/** What everything that speaks of a program needs: names, units of each asset, amounts, triggers. */
export function createBaseWords(
  t: ProgramTranslator,
  format: Format,
  document: ProgramDocument,
  segments: readonly NamedSegment[],
) {
  const [first = "en"] = document.locales;
  const locale = localeSchema.catch(first).parse(format.locale);

  const money = (minor: number | string | bigint) => format.money(BigInt(minor));
  const points = (units: number | string | bigint) => t("points", { count: Number(units) });
  const name = (item: Named) => textIn(item.name, locale, first, item.key);
  const factor = (bps: number) => format.number(bps / FULL_BPS, 4);
  const percent = (bps: number) => format.percent(bps / FULL_BPS, 2);
  const both = (texts: readonly string[]) =>
    new Intl.ListFormat(format.locale, { type: "conjunction" }).format(texts);
  const either = (texts: readonly string[]) =>
    new Intl.ListFormat(format.locale, { type: "disjunction" }).format(texts);

  function nameIn(items: readonly Named[], key: string): string {
    const item = items.find((candidate) => candidate.key === key);
    return item ? name(item) : key;
  }
  /** The name of what a path of a change or a problem lies in: `["rewards", "mug", "price"]`. */
  function itemName(path: string[]): string {
    const whole = `${path.join(".")}.`;
    for (const [at, itemsOf] of Object.entries(itemGroups))
      if (whole.startsWith(`${at}.`)) return nameIn(itemsOf(document), path[at.split(".").length] ?? "");
    return path.at(-1) ?? "";
  }
  const tierName = (key: string) => itemName(["tiers", "levels", key]);
  const segmentName = (key: string) => segments.find((segment) => segment.key === key)?.name ?? key;

  function assetName(asset: string): string {
    const card = cardOf(asset);
    if (card !== null) return t("assets.stamps", { card: itemName(["stampCards", card]) });
    return t(asset === "credit" ? "assets.credit" : "assets.points");
  }
  /** So much of an asset: "3 stamps of Coffee". */
  function units(asset: string, amount: number | string | bigint): string {
    const card = cardOf(asset);
    if (card !== null)
      return t("units.stamps", { count: Number(amount), card: itemName(["stampCards", card]) });
    return asset === "credit" ? t("units.credit", { amount: money(amount) }) : points(amount);
  }
  /** What sets off a rule, as a choice: "An order is paid". */
  function trigger(one: Trigger): string {
    const key = triggerKey(one);
    return key ? t(`options.trigger.${key}`) : itemName(["eventTypes", one.slice("event.".length)]);
  }
  function language(code: string): string {
    return t(`options.language.${localeSchema.catch(first).parse(code)}`);
  }
  return {
    ...{ t, format, document, segments, money, points, name, factor, percent, both, either, itemName },
    ...{ tierName, segmentName, assetName, units, trigger, language },
  };
}

export type BaseWords = ReturnType<typeof createBaseWords>;

type TriggerName = Exclude<Trigger, `event.${string}`>;
type Underscored<T extends string> = T extends `${infer A}.${infer B}` ? `${A}_${B}` : T;

/** The trigger as a key of messages: `order_paid`; null for an event of the merchant's own. */
export function triggerKey(trigger: Trigger): Underscored<TriggerName> | null {
  const known = triggers.find((one) => one === trigger);
  // The type says what replacing the first dot does.
  return known ? (known.replace(".", "_") as Underscored<TriggerName>) : null;
}
