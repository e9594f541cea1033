import { getTranslations } from "next-intl/server";
import type { LedgerRow, WhyStep } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";

async function stepText(step: WhyStep, format: Format): Promise<string> {
  const t = await getTranslations("customers.why");
  const result = format.number(step.result);
  const rounded = step.rounded ?? "none";
  if (step.step === "fixed") return t("fixed", { result });
  if (step.step === "rate") {
    const basis = format.money(step.basis);
    const per = format.money(BigInt(step.perMinor));
    return t("rate", { basis, units: step.units, per, result, rounded });
  }
  const factor = format.number(step.factorBps / 10_000);
  if (step.step === "tier") return t("tier", { tier: step.tier, factor, result, rounded });
  if (step.step === "plan") return t("plan", { plan: step.plan, factor, result, rounded });
  return t("multiply", { factor, base: format.number(step.base), result, rounded });
}

/** Why a row of the ledger is what it is, as a sentence; null where its name says it all. */
export async function whyText(row: LedgerRow, format: Format): Promise<string | null> {
  const [t, code] = await Promise.all([getTranslations("customers.why"), getTranslations("customers.codes")]);
  if (row.award) {
    const steps = await Promise.all(row.award.steps.map((step) => stepText(step, format)));
    const { rule: name, segments } = row.award;
    const rule = segments.length > 0 ? t("inSegment", { rule: name, segments: segments.join(", ") }) : name;
    return steps.length > 0 ? t("award", { rule, steps: steps.join("; ") }) : rule;
  }
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
