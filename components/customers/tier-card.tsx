import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { TierBadge } from "@/components/ui/tier-badge";
import type { CustomerDto } from "@/lib/features/customers";
import type { Format } from "@/lib/platform/i18n/format";

type Tier = NonNullable<CustomerDto["tier"]>;
type Props = { customer: CustomerDto; format: Format };

/** Amounts of the ladder's metric, as people read them. */
function useUnits({ metric }: Pick<Tier, "metric">, format: Format) {
  const t = useTranslations("customers.tier");
  return (amount: bigint) => {
    if (metric === "spend") return format.money(amount);
    return metric === "orders" ? t("orders", { count: Number(amount) }) : format.number(amount);
  };
}

/** What keeps the tier, until when, and by whose word. */
function Keep({ tier, format }: { tier: Tier; format: Format }) {
  const t = useTranslations("customers.tier");
  const unit = useUnits(tier, format);
  const { keep, current, graceUntil, floor } = tier;
  const left = keep ? keep.need - keep.have : 0n;
  const lines = [
    graceUntil && t("grace", { day: format.day(graceUntil) }),
    keep &&
      current &&
      (left > 0n
        ? t("keep", { left: unit(left), day: format.day(keep.by), tier: current.name })
        : t("kept", { day: format.day(keep.by), progress: `${unit(keep.have)} / ${unit(keep.need)}` })),
    floor && t("floorNote", { tier: floor.name }),
  ].filter((line) => typeof line === "string");
  if (lines.length === 0) return null;
  return (
    <ul className="mt-4 grid gap-1 border-t pt-3 text-muted-foreground">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Next({ tier, format }: { tier: Tier; format: Format }) {
  const t = useTranslations("customers.tier");
  const unit = useUnits(tier, format);
  const { next } = tier;
  if (!next) return <p className="mt-4 text-muted-foreground">{t("top")}</p>;
  const progress = t("progress", { have: unit(next.have), need: unit(next.need) });
  const missing = t("next", { left: unit(next.need - next.have), tier: next.name });
  return (
    <div className="mt-4 grid gap-2">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span>{next.by ? `${missing}, ${t("by", { day: format.day(next.by) })}` : missing}</span>
        <span className="num text-muted-foreground">{progress}</span>
      </p>
      <Progress
        label={next.name}
        value={Math.max(0, Number(next.have))}
        max={Number(next.need)}
        valueText={progress}
      />
    </div>
  );
}

/** The tier held, how far the next one is, and what keeps this one. */
export function TierCard({ customer, format, actions }: Props & { actions: ReactNode }) {
  const t = useTranslations("customers.tier");
  const { tier, tierSince } = customer;
  if (!tier) return <Card title={t("title")}>{t("noTiers")}</Card>;
  const { current } = tier;
  return (
    <Card title={t("title")} actions={actions}>
      <p className="flex flex-wrap items-center gap-2">
        {current ? <TierBadge name={current.name} place={current.place} /> : t("none")}
        {current && tierSince && (
          <span className="text-muted-foreground">{t("since", { day: format.day(tierSince) })}</span>
        )}
      </p>
      <Next tier={tier} format={format} />
      <Keep tier={tier} format={format} />
    </Card>
  );
}
