import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { ReferralState as State } from "@/lib/domain/referrals/types";
import type { ReferralRow } from "@/lib/features/referrals";
import type { Format } from "@/lib/platform/i18n/format";

const tones: Record<State, Tone> = {
  claimed: "neutral",
  ordered: "accent",
  rewarded: "success",
  expired: "neutral",
  cancelled: "warning",
  refused: "warning",
};

/** Where a referral stands, with the order it rests on, or why nothing comes of it. */
export function ReferralState({ row }: { row: Pick<ReferralRow, "state" | "reason" | "orderExternalId"> }) {
  const t = useTranslations("referrals");
  const { state, reason, orderExternalId } = row;
  return (
    <span className="grid min-w-44 justify-items-start gap-0.5">
      <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
      {reason && <span className="text-muted-foreground">{t(`reasons.${reason}`)}</span>}
      {!reason && orderExternalId && (
        <span className="text-muted-foreground">{t("order", { id: orderExternalId })}</span>
      )}
    </span>
  );
}

/** The day on which both are rewarded, or on which the referral ended. */
export function ReferralDay({
  row,
  format,
}: {
  row: Pick<ReferralRow, "payOn" | "endedAt">;
  format: Format;
}) {
  const t = useTranslations("referrals");
  if (row.payOn) return t("paysOn", { day: format.day(row.payOn) });
  return row.endedAt ? format.day(row.endedAt) : "–";
}
