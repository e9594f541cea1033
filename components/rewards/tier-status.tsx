import { Progress } from "@/components/ui/progress";
import type { TierProgress } from "@/lib/features/tiers";
import { MoreLink, Section } from "./frame";
import type { Words } from "./words";

type Told = { progress: TierProgress; words: Words };

/** What is still to do for the next tier, as a sentence. */
function missingWords(
  { progress, words }: Told,
  { key, have, need }: NonNullable<TierProgress["next"]>,
): string {
  const { t, format } = words;
  const left = need - have;
  const tier = words.tier(key);
  if (progress.metric === "spend") return t("tier.moreSpend", { amount: format.money(left), tier });
  if (progress.metric === "points") return t("tier.morePoints", { points: words.points(left), tier });
  return t("tier.moreOrders", { count: Number(left), tier });
}

/** What keeps the tier beyond a day, or that this is done. */
function Keep({ progress, words }: Told) {
  const { t, format } = words;
  const { keep, current, metric } = progress;
  if (!keep || !current) return null;
  const said = { tier: words.tier(current), day: format.day(keep.by) };
  const left = keep.need - keep.have;
  const sentence = () => {
    if (left <= 0n) return t("tier.kept", said);
    if (metric === "spend") return t("tier.keepSpend", { ...said, amount: format.money(left) });
    if (metric === "points") return t("tier.keepPoints", { ...said, points: words.points(left) });
    return t("tier.keepOrders", { ...said, count: Number(left) });
  };
  return <p className="border-t pt-2 text-body">{sentence()}</p>;
}

/** What the next tier needs, in words and as a bar. */
function Next({ progress, words }: Told) {
  const { t, format } = words;
  const { next } = progress;
  if (!next) return <p className="text-body text-muted-foreground">{t("tier.top")}</p>;
  const amount = (value: bigint) =>
    progress.metric === "spend" ? format.money(value) : format.number(value);
  const missing = missingWords({ progress, words }, next);
  return (
    <>
      <Progress
        label={t("tier.title")}
        value={Math.max(0, Number(next.have))}
        max={Number(next.need)}
        valueText={missing}
      />
      <p className="flex flex-wrap justify-between gap-x-4 text-body text-muted-foreground">
        <span>
          {missing}
          {next.by && ` ${t("tier.by", { day: format.day(next.by) })}`}
        </span>
        <span className="num">
          {t("tier.progress", { have: amount(next.have), need: amount(next.need) })}
        </span>
      </p>
    </>
  );
}

/** Where the member stands on the ladder, what the next tier needs, and what keeps this one. */
export function TierStatus({ progress, words }: Told) {
  const { t } = words;
  const { current, next } = progress;
  return (
    <Section
      title={t("tier.title")}
      aside={<MoreLink href={words.path("/earn#tiers")}>{t("tier.compare")}</MoreLink>}
    >
      <div className="grid gap-2 rounded-card border bg-card p-4 sm:p-5">
        <p className="font-medium">
          {current
            ? t("tier.now", { tier: words.tier(current) })
            : next && t("tier.first", { tier: words.tier(next.key) })}
        </p>
        <Next progress={progress} words={words} />
        <Keep progress={progress} words={words} />
      </div>
    </Section>
  );
}
