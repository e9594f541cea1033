import { getTranslations } from "next-intl/server";
import { createSegmentWords } from "@/components/segments/words";
import type { WhyAward } from "@/lib/domain/earning/explain";
import type { LedgerRow } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";
import { createWhyWords } from "./why-words";

/** What an award says for itself. */
async function awardText(award: WhyAward, asset: string, format: Format): Promise<string> {
  const [t, arithmetic, units, words] = await Promise.all([
    getTranslations("customers.why"),
    getTranslations("arithmetic"),
    getTranslations("customers.wallets.units"),
    getTranslations("segments"),
  ]);
  const tests = createSegmentWords(words, format, { tiers: [], plans: [] });
  return createWhyWords({ t, arithmetic, units, tests, format }, asset)(award);
}

/** Why a row of the ledger is what it is, as a sentence; null where its name says it all. */
export async function whyText(row: LedgerRow, format: Format): Promise<string | null> {
  const [t, code] = await Promise.all([getTranslations("customers.why"), getTranslations("customers.codes")]);
  if (row.award) return awardText(row.award, row.asset, format);
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
