import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { checkProgram } from "@/lib/domain/program/checks";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { createWords, type Words } from "./words";

/** What is worth looking at of one rule or reward of a program, in sentences. */
export function problemsOf(program: ProgramDocument, key: string, words: Words, today: string): string[] {
  const own = createWords(words.t, words.format, program, words.segments, words.tests);
  const segments = words.segments.map((segment) => segment.key);
  return checkProgram(program, today, segments)
    .filter((problem) => problem.code !== "translation_missing")
    .filter((problem) => problem.path[1] === key || ("other" in problem && problem.other === key))
    .map(own.problem);
}

/** Something of the draft in plain words beside its form; on a phone the words alone, so that the fields have room. */
export function PreviewBox({
  title,
  sentence,
  warnings = [],
  children,
}: {
  title: string;
  sentence: string;
  warnings?: readonly string[];
  children?: ReactNode;
}) {
  return (
    <section className="grid gap-2 rounded-card border bg-card px-4 py-3 lg:gap-3 lg:py-4">
      <h2 className="font-medium max-lg:sr-only">{title}</h2>
      <p role="status" className="max-lg:line-clamp-3 max-lg:text-table">
        {sentence}
      </p>
      {children && <div className="text-table text-muted-foreground max-lg:hidden">{children}</div>}
      {warnings.map((warning) => (
        <p key={warning} className="flex gap-2 text-table max-lg:hidden">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          {warning}
        </p>
      ))}
    </section>
  );
}
