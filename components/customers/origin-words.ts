import type { useTranslations } from "next-intl";
import type { WhyGift } from "@/lib/domain/earning/explain";
import type { Origin } from "@/lib/features/customers";
import { adjustReasons } from "@/lib/features/ledger/schema";

type Texts = {
  why: ReturnType<typeof useTranslations<"customers.why">>;
  source: ReturnType<typeof useTranslations<"customers.sources">>;
  codes: ReturnType<typeof useTranslations<"customers.codes">>;
  reasons: ReturnType<typeof useTranslations<"customers.reasons">>;
};

/** Where units are from, in words. */
export function createOriginWords({ why, source, codes, reasons }: Texts) {
  function giftText(gift: WhyGift): string {
    return gift.of === "plan" ? why("perk", { plan: gift.name, renewal: gift.renewal }) : why(gift.of, gift);
  }

  /** The rule with its order, the gift, the reason of staff; else the name of the row that gave the units. */
  function originText({ rule, gift, code, reason, sourceType, sourceId }: Origin): string {
    if (gift) return giftText(gift);
    const order =
      sourceType === "order" || sourceType === "refund" ? source(sourceType, { id: sourceId }) : null;
    if (rule) return [rule, order].filter(Boolean).join(" · ");
    const known = adjustReasons.find((one) => one === reason);
    return known ? `${codes(code)}: ${reasons(known)}` : (order ?? codes(code));
  }

  return { giftText, originText };
}
