"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { assetAmount, type Waiting, waitingText } from "@/components/customers/asset-words";
import { createWhyWords } from "@/components/customers/why-words";
import { createSegmentWords } from "@/components/segments/words";
import type { RuleTest } from "@/lib/domain/conditions/schema";
import type { ExplainedQuote } from "@/lib/features/quotes/types";
import { useFormat } from "@/lib/platform/i18n/format-context";

type Earned = ExplainedQuote["earns"][number];
type Offered = ExplainedQuote["rewards"][number];

/** What a quote says, in the reader's words. */
export function useQuoteWords() {
  const t = useTranslations("quotes");
  const why = useTranslations("customers.why");
  const steps = useTranslations("arithmetic");
  const units = useTranslations("customers.wallets.units");
  const pending = useTranslations("customers.pending");
  const program = useTranslations("program");
  const segments = useTranslations("segments");
  const format = useFormat();
  return useMemo(() => {
    const tests = createSegmentWords(segments, format, { tiers: [], plans: [] });
    const amount = (asset: string, count: bigint) => assetAmount(asset, count, units, format);
    const waiting = (for_: Waiting) => waitingText(for_, { t: pending, program, format });
    const unmet = (list: readonly RuleTest[]) =>
      list.length > 0 ? t("unmet", { tests: list.map(tests.testText).join("; ") }) : null;

    /** When what an award gives can be used, and until when. */
    function usable({ pending: waits, expiresOn }: Earned): string {
      const until = expiresOn && t("until", { day: format.day(expiresOn) });
      return [waits ? waiting(waits) : t("now"), until].filter(Boolean).join(", ");
    }
    function arithmetic({ asset, why: award }: Earned): string | null {
      return award && createWhyWords({ t: why, arithmetic: steps, units, tests, format }, asset)(award);
    }
    /** Why a reward cannot be taken with the order; null where it can. */
    function obstacle({ obstacle: one, asset, missing, minOrderMinor, from, tiers }: Offered): string | null {
      if (one === null) return null;
      switch (one) {
        case "short":
          return t("obstacles.short", { amount: amount(asset, missing) });
        case "min_order":
          return minOrderMinor > 0n
            ? t("obstacles.min_order", { amount: format.money(minOrderMinor) })
            : t("obstacles.min_order_any");
        case "not_yet":
          return t("obstacles.not_yet", { day: from ? format.day(from) : "–" });
        case "tier":
          return t("obstacles.tier", {
            tiers: new Intl.ListFormat(format.locale, { type: "disjunction" }).format(tiers),
          });
        default:
          return t(`obstacles.${one}`);
      }
    }
    return { t, format, amount, usable, arithmetic, unmet, obstacle };
  }, [t, why, steps, units, pending, program, segments, format]);
}
