import Link from "next/link";
import { staffPath } from "@/components/layout/navigation";
import { Card } from "@/components/ui/card";
import type { SegmentUse } from "@/lib/features/segments/types";
import type { SegmentWords } from "./words";

const pages = { rule: "earning", reward: "rewards" } as const;

/** The ways to earn and the rewards that name a segment. */
export function SegmentUses({
  slug,
  uses,
  words: { t },
  linked,
}: {
  slug: string;
  uses: readonly SegmentUse[];
  words: SegmentWords;
  /** Whether the reader may open the program's editor. */
  linked: boolean;
}) {
  return (
    <Card title={t("usedBy.title")}>
      {uses.length === 0 ? (
        <p className="text-muted-foreground">{t("usedBy.none")}</p>
      ) : (
        <ul className="grid gap-1">
          {uses.map((use) => {
            const text = t(`usedBy.${use.kind}`, use);
            return (
              <li key={`${use.kind}:${use.key}`}>
                {linked ? (
                  <Link
                    href={staffPath(slug, `program/${pages[use.kind]}/${use.key}`)}
                    className="text-primary underline-offset-4 hover:underline"
                  >
                    {text}
                  </Link>
                ) : (
                  text
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
