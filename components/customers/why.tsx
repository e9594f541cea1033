import { getTranslations } from "next-intl/server";
import { createSegmentWords } from "@/components/segments/words";
import type { LedgerRow, WhyAward, WhyStep } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";

type Translator = Awaited<ReturnType<typeof getTranslations<"customers.why">>>;
type Multiplied = Extract<WhyStep, { factorBps: number }>;

function factorText(step: Multiplied, t: Translator, format: Format): string {
  const result = format.number(step.result);
  const rounded = step.rounded ?? "none";
  const factor = format.number(step.factorBps / 10_000);
  if (step.step === "tier") return t("tier", { tier: step.tier, factor, result, rounded });
  if (step.step === "plan") return t("plan", { plan: step.plan, factor, result, rounded });
  const base = format.number(step.base);
  if (step.step === "multiply") return t("multiply", { factor, base, result, rounded });
  const removed = format.number(step.removed);
  return t("reduce", { rule: step.rule, factor, base, removed, result, rounded });
}

function stepText(step: WhyStep, t: Translator, format: Format): string {
  const result = format.number(step.result);
  const rounded = step.rounded ?? "none";
  if ("factorBps" in step) return factorText(step, t, format);
  switch (step.step) {
    case "fixed":
      return t("fixed", { result });
    case "rate": {
      const per = format.money(BigInt(step.perMinor));
      return t("rate", { basis: format.money(step.basis), units: step.units, per, result, rounded });
    }
    case "percent": {
      const percent = format.number(step.percentBps / 100, 2);
      return t("percent", { basis: format.money(step.basis), percent, result, rounded });
    }
    case "per_item":
      return t("perItem", { quantity: step.quantity, units: step.units, result });
    case "lines": {
      const parts = step.lines.map(({ basis, result: part }) =>
        t("linePart", { basis: format.money(basis), result: format.number(part) }),
      );
      return t("lines", { parts: parts.join(", "), result, rounding: step.rounding });
    }
    case "share":
      return t("share", { base: format.number(step.base), result, rounded });
    case "cap": {
      const amounts = { limit: format.number(step.limit), removed: format.number(step.removed), result };
      return t("cap", { ...amounts, cap: step.cap, used: format.number(step.used) });
    }
  }
}

/** What an award says for itself: its rule, why it was open, and the arithmetic. */
async function awardText({ rule, segments, met, steps }: WhyAward, format: Format): Promise<string> {
  const [t, words] = await Promise.all([getTranslations("customers.why"), getTranslations("segments")]);
  const { testText } = createSegmentWords(words, format, { tiers: [], plans: [] });
  const reasons = [
    ...(segments.length > 0 ? [t("inSegment", { segments: segments.join(", ") })] : []),
    ...(met.length > 0 ? [t("because", { tests: met.map(testText).join(", ") })] : []),
  ];
  const opened = [rule, ...reasons].join(" · ");
  if (steps.length === 0) return opened;
  return t("award", { rule: opened, steps: steps.map((step) => stepText(step, t, format)).join("; ") });
}

/** Why a row of the ledger is what it is, as a sentence; null where its name says it all. */
export async function whyText(row: LedgerRow, format: Format): Promise<string | null> {
  const [t, code] = await Promise.all([getTranslations("customers.why"), getTranslations("customers.codes")]);
  if (row.award) return awardText(row.award, format);
  if (row.referral) {
    const { isAdvocate, other } = row.referral;
    return t(isAdvocate ? "invited" : "invitedBy", { name: other ?? "–" });
  }
  if (row.perk) return t("perk", row.perk);
  switch (row.code) {
    case "claw_back": {
      if (!row.refund?.amountMinor) return t("orderEnded");
      const amount = format.money(row.refund.amountMinor);
      return row.refund.order
        ? t("refundOfOrder", { amount, order: row.refund.order })
        : t("refundAlone", { amount });
    }
    case "redeem_cancel":
      return t("redeemCancel");
    case "expire":
      return row.lastDay && t("expire", { day: format.day(row.lastDay) });
    case "reverse":
      return (
        row.reverses &&
        t("reverse", { code: code(row.reverses.code), day: format.day(row.reverses.occurredAt) })
      );
    case "import":
      return t("import");
    default:
      return null;
  }
}
