import type { useTranslations } from "next-intl";
import { triggerKey } from "@/components/program/base-words";
import { triggers } from "@/lib/domain/program/schema";
import type { Format } from "@/lib/platform/i18n/format";

type WalletTexts = ReturnType<typeof useTranslations<"customers.wallets">>;
type UnitTexts = ReturnType<typeof useTranslations<"customers.wallets.units">>;
type PendingTexts = ReturnType<typeof useTranslations<"customers.pending">>;
type ProgramTexts = ReturnType<typeof useTranslations<"program">>;

/** What units wait for: a day, or something that has to happen. An event of the merchant's own stands by its name. */
export type Waiting = { availableOn: string | Date } | { awaits: string; voidOn: string | null };

/** Units of an asset in words: points, money or stamps. */
export function assetAmount(asset: string, units: bigint, t: UnitTexts, format: Format): string {
  if (asset === "credit") return format.money(units);
  return t(asset === "points" ? "points" : "stamps", { count: Number(units) });
}

/** The name of a wallet; `card` is the name of its stamp card. */
export function walletName({ asset, card }: { asset: string; card: string | null }, t: WalletTexts): string {
  if (card !== null) return t("stamps", { card });
  return t(asset === "credit" ? "credit" : "points");
}

/** When, or after what, pending units can be used. */
export function waitingText(
  waiting: Waiting,
  { t, program, format }: { t: PendingTexts; program: ProgramTexts; format: Format },
): string {
  if ("availableOn" in waiting) return t("from", { day: format.day(waiting.availableOn) });
  const { awaits, voidOn } = waiting;
  const known = triggers.find((trigger) => trigger === awaits);
  const key = known && triggerKey(known);
  const event = key ? program(`options.trigger.${key}`) : awaits;
  return voidOn ? t("awaitsUntil", { event, day: format.day(voidOn) }) : t("awaits", { event });
}

/** An amount that moved in a wallet, with its sign: "+50", "-£2.50". */
export function signedAmount(asset: string, units: bigint, format: Format): string {
  if (asset !== "credit") return format.signed(units);
  return `${units > 0n ? "+" : ""}${format.money(units)}`;
}

/** What stands in a wallet, without its unit. */
export function plainAmount(asset: string, units: bigint, format: Format): string {
  return asset === "credit" ? format.money(units) : format.number(units);
}
