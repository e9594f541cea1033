import { Badge } from "@/components/ui/badge";
import { TierMark } from "@/components/ui/tier-badge";
import type { TierLadder as Ladder, Tier } from "@/lib/domain/program/schema";
import { Section } from "./frame";
import type { Words } from "./words";

function entryWords(ladder: Ladder, { threshold }: Tier, { t, format, points }: Words): string {
  if (threshold === 0) return t("tiers.start");
  if (ladder.metric === "spend") return t("tiers.spend", { amount: format.money(BigInt(threshold)) });
  if (ladder.metric === "points") return t("tiers.points", { points: points(threshold) });
  return t("tiers.orders", { count: threshold });
}

/** How much keeps a tier, where that is less than what it begins with. */
function keepWords({ metric, window, downgrade }: Ladder, { keep, threshold }: Tier, words: Words) {
  const { t, format, points } = words;
  if (window.type === "lifetime" || downgrade === "none" || !keep || keep === threshold) return null;
  if (metric === "orders") return t("tiers.keptOrders", { count: keep });
  return t("tiers.kept", { amount: metric === "spend" ? format.money(BigInt(keep)) : points(keep) });
}

/** Over which time the ladder counts; nothing where all time counts. */
function windowWords({ window }: Ladder, { t }: Words): string | null {
  if (window.type === "lifetime") return null;
  return window.type === "rolling" ? t("tiers.rolling", { months: window.months }) : t("tiers.calendar_year");
}

/** What members of a tier have, and last what reaching it gives once. */
function benefitsOf({ benefits, entryRewards }: Tier, { t, format, points, gift }: Words): string[] {
  const { earnMultiplierBps, discountBps, freeShipping, earlyAccess, birthdayPoints } = benefits;
  const multiplied = earnMultiplierBps > 10_000;
  return [
    multiplied
      ? t("tiers.multiplier", { factor: format.number(earnMultiplierBps / 10_000) })
      : t("tiers.base"),
    discountBps > 0 && t("tiers.discount", { percent: format.percent(discountBps / 10_000, 2) }),
    freeShipping && t("tiers.freeShipping"),
    earlyAccess && t("tiers.earlyAccess"),
    birthdayPoints > 0 && t("tiers.birthday", { points: points(birthdayPoints) }),
    entryRewards.length > 0 && t("tiers.entry", { gifts: entryRewards.map(gift).join(" + ") }),
  ].filter((text): text is string => Boolean(text));
}

/** All tiers from the lowest up: how each is reached and kept, and what it gives. */
export function TierLadder({
  ladder,
  current,
  words,
}: {
  ladder: Ladder;
  current: string | null;
  words: Words;
}) {
  const window = windowWords(ladder, words);
  return (
    <Section id="tiers" title={words.t("tiers.title")}>
      {window && <p className="text-body text-muted-foreground">{window}</p>}
      <ol className="divide-y rounded-card border bg-card">
        {ladder.levels.map((level, i) => (
          <li
            key={level.key}
            aria-current={level.key === current ? "true" : undefined}
            className="grid gap-0.5 p-4 sm:px-5"
          >
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <h3 className="flex flex-wrap items-center gap-2 font-medium">
                <TierMark place={{ step: i + 1, of: ladder.levels.length }} />
                {words.tier(level.key)}
                {level.key === current && <Badge tone="accent">{words.t("tiers.you")}</Badge>}
              </h3>
              <p className="num text-body text-muted-foreground">
                {[entryWords(ladder, level, words), keepWords(ladder, level, words)]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            <p className="text-body text-muted-foreground">{benefitsOf(level, words).join(" · ")}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
