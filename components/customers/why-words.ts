import type { useTranslations } from "next-intl";
import type { SegmentWords } from "@/components/segments/words";
import type { WhyAward, WhyStep } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";
import { assetAmount } from "./asset-words";

type Translator = ReturnType<typeof useTranslations<"customers.why">>;
type UnitTexts = ReturnType<typeof useTranslations<"customers.wallets.units">>;
type Multiplied = Extract<WhyStep, { factorBps: number }>;

type Texts = { t: Translator; units: UnitTexts; tests: Pick<SegmentWords, "testText">; format: Format };

/** The arithmetic of awards in one asset, in sentences. */
export function createWhyWords({ t, units, tests, format }: Texts, asset: string) {
  const plain = (amount: number | bigint) =>
    asset === "credit" ? format.money(BigInt(amount)) : format.number(amount);
  const counted = (amount: number | bigint) => assetAmount(asset, BigInt(amount), units, format);

  function factorText(step: Multiplied): string {
    const result = plain(step.result);
    const rounded = step.rounded ?? "none";
    const factor = format.number(step.factorBps / 10_000);
    if (step.step === "tier") return t("tier", { tier: step.tier, factor, result, rounded });
    if (step.step === "plan") return t("plan", { plan: step.plan, factor, result, rounded });
    const base = plain(step.base);
    if (step.step === "multiply") return t("multiply", { factor, base, result, rounded });
    return t("reduce", { rule: step.rule, factor, base, removed: plain(step.removed), result, rounded });
  }

  function stepText(step: WhyStep): string {
    const result = plain(step.result);
    const rounded = step.rounded ?? "none";
    if ("factorBps" in step) return factorText(step);
    switch (step.step) {
      case "fixed":
        return t("fixed", { result: counted(step.result) });
      case "rate": {
        const per = format.money(BigInt(step.perMinor));
        return t("rate", {
          basis: format.money(step.basis),
          each: counted(step.units),
          per,
          result,
          rounded,
        });
      }
      case "percent": {
        const percent = format.number(step.percentBps / 100, 2);
        return t("percent", { basis: format.money(step.basis), percent, result, rounded });
      }
      case "per_item":
        return t("perItem", { quantity: step.quantity, units: plain(step.units), result });
      case "lines": {
        const parts = step.lines.map(({ basis, result: part }) =>
          t("linePart", { basis: format.money(basis), result: plain(part) }),
        );
        return t("lines", { parts: parts.join(", "), result, rounding: step.rounding });
      }
      case "share":
        return t("share", { base: plain(step.base), result, rounded });
      case "cap": {
        const amounts = { limit: plain(step.limit), removed: plain(step.removed), result };
        const used = step.used === 0n ? "0" : plain(step.used);
        return t("cap", { ...amounts, cap: step.cap, used });
      }
    }
  }

  /** What an award says for itself: its rule, why it was open, and the arithmetic. */
  return function awardText({ rule, segments, met, steps }: WhyAward): string {
    const reasons = [
      ...(segments.length > 0 ? [t("inSegment", { segments: segments.join(", ") })] : []),
      ...(met.length > 0 ? [t("because", { tests: met.map(tests.testText).join(", ") })] : []),
    ];
    const opened = [rule, ...reasons].join(" · ");
    if (steps.length === 0) return opened;
    return t("award", { rule: opened, steps: steps.map(stepText).join("; ") });
  };
}
