import type { useTranslations } from "next-intl";
import { createArithmetic } from "@/components/earning/arithmetic";
import type { SegmentWords } from "@/components/segments/words";
import type { WhyAward } from "@/lib/domain/earning/explain";
import type { Format } from "@/lib/platform/i18n/format";
import { assetAmount } from "./asset-words";

type Texts = {
  t: ReturnType<typeof useTranslations<"customers.why">>;
  arithmetic: ReturnType<typeof useTranslations<"arithmetic">>;
  units: ReturnType<typeof useTranslations<"customers.wallets.units">>;
  tests: Pick<SegmentWords, "testText">;
  format: Format;
};

/** Awards in one asset, as staff read them. */
export function createWhyWords({ t, arithmetic, units, tests, format }: Texts, asset: string) {
  const counted = (amount: bigint) => assetAmount(asset, amount, units, format);
  const stepText = createArithmetic({ t: arithmetic, format, counted }, asset);

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
