import type { useTranslations } from "next-intl";
import type { WhyStep } from "@/lib/domain/earning/explain";
import type { Format } from "@/lib/platform/i18n/format";

type Multiplied = Extract<WhyStep, { factorBps: number }>;

type Texts = {
  t: ReturnType<typeof useTranslations<"arithmetic">>;
  format: Format;
  /** Units of the asset with their name: "3 stamps". */
  counted: (units: bigint) => string;
};

/** The steps by which units of one asset were worked out, each as a phrase in the reader's language. */
export function createArithmetic({ t, format, counted }: Texts, asset: string) {
  const plain = (amount: number | bigint) =>
    asset === "credit" ? format.money(BigInt(amount)) : format.number(amount);

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
          each: counted(BigInt(step.units)),
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
        if (parts.length === 1) return parts[0] ?? "";
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

  return stepText;
}
