import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import type { DraftView, ScheduledVersion } from "@/lib/features/programs";
import { changesInWords } from "./change-words";
import type { Words } from "./words";

/** Changes that are named; of more than these only how many. */
const NAMED = 6;

/**
 * The versions that will take effect by themselves, each with the way to it and with what of the draft it takes back;
 * nothing where there are none.
 */
export function ScheduledList({
  scheduled,
  words,
  before,
  href,
  note,
  kind,
}: Pick<DraftView, "scheduled"> & {
  words: Words;
  /** Words for what the draft is compared with. */
  before: Words;
  href: (page: string) => string;
  /** What that means for the page. */
  note?: string;
  kind?: "info" | "warning";
}) {
  const { t, format } = words;
  if (scheduled.length === 0) return null;
  function lost({ takesBack }: ScheduledVersion): string | null {
    if (takesBack.length === 0) return null;
    const lines = changesInWords(before, words, takesBack).map(
      ({ subject, field }) => `${subject} (${field})`,
    );
    const more = lines.length - NAMED;
    const named = more > 0 ? [...lines.slice(0, NAMED), t("moreChanges", { count: more })] : lines;
    return t("takesBack", { list: words.both(named) });
  }
  return (
    <Alert kind={kind}>
      <ul className="grid gap-1">
        {scheduled.map((version) => (
          <li key={version.number}>
            {t.rich("scheduledVersion", {
              number: version.number,
              at: format.dateTime(version.effectiveFrom),
              link: (text) => (
                <Link className="underline underline-offset-4" href={href(`versions/${version.number}`)}>
                  {text}
                </Link>
              ),
            })}{" "}
            {lost(version)}
          </li>
        ))}
      </ul>
      {note && <p className="mt-1">{note}</p>}
    </Alert>
  );
}
