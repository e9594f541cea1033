import { CircleCheck, TriangleAlert } from "lucide-react";
import { Card } from "@/components/ui/card";
import type { Problem } from "@/lib/domain/program/checks";
import type { Words } from "./words";

/** The checks of a program, in sentences. */
export function ProblemList({
  problems,
  words,
  ofDraft,
}: {
  problems: Problem[];
  words: Words;
  ofDraft: boolean;
}) {
  const { t } = words;
  const assumes = problems.some((problem) => problem.code === "reward_unreachable");
  return (
    <Card
      title={t("checks.title")}
      description={t(ofDraft ? "checks.draftDescription" : "checks.description")}
    >
      {problems.length === 0 ? (
        <p className="flex items-center gap-2">
          <CircleCheck aria-hidden className="size-4 text-success" />
          {t("checks.fine")}
        </p>
      ) : (
        <ul className="grid gap-2">
          {problems.map((problem) => (
            <li key={JSON.stringify(problem)} className="flex gap-2">
              <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0 text-warning" />
              <span>{words.problem(problem)}</span>
            </li>
          ))}
        </ul>
      )}
      {assumes && <p className="mt-3 text-table text-muted-foreground">{words.assumption()}</p>}
    </Card>
  );
}
