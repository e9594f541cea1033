import { getTranslations } from "next-intl/server";
import { createSegmentWords } from "@/components/segments/words";
import type { WhyAward } from "@/lib/domain/earning/explain";
import type { LedgerRow } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";
import { assetAmount, plainAmount } from "./asset-words";
import { createOriginWords } from "./origin-words";
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

async function originTexts() {
  const [why, source, codes, reasons] = await Promise.all([
    getTranslations("customers.why"),
    getTranslations("customers.sources"),
    getTranslations("customers.codes"),
    getTranslations("customers.reasons"),
  ]);
  return { why, source, codes, reasons };
}

/** What a refund or the end of an order took of which award, and how that was worked out. */
async function clawBackText(row: LedgerRow, format: Format): Promise<string> {
  const [t, units] = await Promise.all([
    getTranslations("customers.why"),
    getTranslations("customers.wallets.units"),
  ]);
  const { refund, clawBack, looseRule, asset } = row;
  const amount = refund?.amountMinor ? format.money(refund.amountMinor) : null;
  if (!clawBack) return amount ? t("refundAlone", { amount, rule: looseRule ?? "–" }) : t("orderEnded");
  const { rule, awarded, earlier, taken, share } = clawBack;
  const plain = (count: bigint) => plainAmount(asset, count, format);
  const arithmetic = share
    ? t("clawBack.share", {
        awarded: plain(awarded),
        refunded: format.money(share.refundedMinor),
        total: format.money(share.totalMinor),
        due: plain(share.due),
        rounded: share.rounded ?? "none",
      })
    : t("clawBack.taken", { taken: assetAmount(asset, taken + earlier, units, format) });
  return [
    amount ? t("clawBack.refund", { amount }) : t("orderEnded"),
    t("clawBack.gave", { rule, awarded: assetAmount(asset, awarded, units, format) }),
    earlier > 0n
      ? t("clawBack.earlier", { arithmetic, earlier: plain(earlier), taken: plain(taken) })
      : t("clawBack.whole", { arithmetic }),
  ].join(" ");
}

/** Why a row of the ledger is what it is, as a sentence; null where its name says it all. */
export async function whyText(row: LedgerRow, format: Format): Promise<string | null> {
  const [t, code] = await Promise.all([getTranslations("customers.why"), getTranslations("customers.codes")]);
  if (row.award) return awardText(row.award, row.asset, format);
  if (row.referral) {
    const { isAdvocate, other } = row.referral;
    return t(isAdvocate ? "invited" : "invitedBy", { name: other ?? "–" });
  }
  if (row.gift) return createOriginWords(await originTexts()).giftText(row.gift);
  if (row.origin && row.code !== "expire") {
    const from = createOriginWords(await originTexts()).originText(row.origin);
    return t(row.code === "void" ? "voided" : "activated", { from, day: format.day(row.origin.occurredAt) });
  }
  switch (row.code) {
    case "claw_back":
      return clawBackText(row, format);
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
