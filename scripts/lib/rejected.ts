import type { ImportOutcome } from "@/lib/features/imports";
import { env } from "@/lib/platform/env";
import messages from "@/messages/en.json";

const SHOWN = 20;
const reasons: Record<string, string> = messages.imports.reasons;

/** Which rows of an import were rejected and why, for the terminal: the first ones, and where all of them are. */
export function explainRejected(slug: string, { report, errors }: ImportOutcome): string[] {
  if (report.rejected === 0) return [];
  const lines = errors.slice(0, SHOWN).map(({ file, line, column, reason, value }) => {
    const words = reasons[reason] ?? reason.replaceAll("_", " ");
    return `  ${file}, line ${line}: ${column ?? "the row"} ${words}${value ? `: ${JSON.stringify(value)}` : ""}`;
  });
  const count = report.rejected === 1 ? "1 row was rejected" : `${report.rejected} rows were rejected`;
  const head = `${count}${errors.length > SHOWN ? `; the first ${SHOWN}` : ""}:`;
  const page = `${env().APP_URL}/app/${slug}/data/imports/${report.batch}`;
  const more =
    errors.length > SHOWN
      ? ["A dry run keeps no list: correct these first, or add --json to see a hundred."]
      : [];
  return [head, ...lines, ...(report.batch ? [`All of them: ${page}`] : more)];
}
