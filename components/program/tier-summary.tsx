import { Card } from "@/components/ui/card";
import { StatList } from "@/components/ui/stat-list";
import type { Words } from "./words";

/** The tiers, for those who only read. */
export function TierSummary({ words }: { words: Words }) {
  const { t, document } = words;
  const { tiers } = document;
  return (
    <Card>
      {tiers ? (
        <>
          <p className="mb-4 text-muted-foreground">{words.ladder(tiers)}</p>
          <StatList
            items={tiers.levels.map((level) => ({
              label: words.name(level),
              value: words.threshold(tiers.metric, level.threshold),
              hint: words.benefits(level),
            }))}
          />
        </>
      ) : (
        <p>{t("noTiers")}</p>
      )}
    </Card>
  );
}
