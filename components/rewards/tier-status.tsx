import { Progress } from "@/components/ui/progress";
import type { TierProgress } from "@/lib/domain/tiers/evaluate";
import { MoreLink, Section } from "./frame";
import type { Words } from "./words";

/** What is still to do for the next tier, as a sentence. */
function missingWords({ metric, have, need, tier }: NonNullable<TierProgress["next"]>, words: Words): string {
  const { t, format } = words;
  const left = need - have;
  const name = words.tier(tier.key);
  if (metric === "spend") return t("tier.moreSpend", { amount: format.money(left), tier: name });
  if (metric === "points") return t("tier.morePoints", { points: words.points(left), tier: name });
  return t("tier.moreOrders", { count: Number(left), tier: name });
}

/** Where the member stands on the ladder, in words and as a bar. */
export function TierStatus({ progress, words }: { progress: TierProgress; words: Words }) {
  const { t, format } = words;
  const { current, next } = progress;
  const amount = (value: bigint) => (next?.metric === "spend" ? format.money(value) : format.number(value));
  return (
    <Section
      title={t("tier.title")}
      aside={<MoreLink href={words.path("/earn#tiers")}>{t("tier.compare")}</MoreLink>}
    >
      <div className="grid gap-2 rounded-card border bg-card p-4 sm:p-5">
        <p className="font-medium">
          {current
            ? t("tier.now", { tier: words.tier(current.key) })
            : next && t("tier.first", { tier: words.tier(next.tier.key) })}
        </p>
        {next ? (
          <>
            <Progress
              label={t("tier.title")}
              value={Math.max(0, Number(next.have))}
              max={Number(next.need)}
              valueText={missingWords(next, words)}
            />
            <p className="flex flex-wrap justify-between gap-x-4 text-body text-muted-foreground">
              <span>{missingWords(next, words)}</span>
              <span className="num">
                {t("tier.progress", { have: amount(next.have), need: amount(next.need) })}
              </span>
            </p>
          </>
        ) : (
          <p className="text-body text-muted-foreground">{t("tier.top")}</p>
        )}
      </div>
    </Section>
  );
}
