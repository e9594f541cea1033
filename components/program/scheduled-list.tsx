import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import type { DraftView } from "@/lib/features/programs";
import type { Words } from "./words";

/** The versions that will take effect by themselves, each with the way to it; nothing where there are none. */
export function ScheduledList({
  scheduled,
  words,
  href,
  note,
  kind,
}: Pick<DraftView, "scheduled"> & {
  words: Words;
  href: (page: string) => string;
  /** What that means for the page. */
  note?: string;
  kind?: "info" | "warning";
}) {
  const { t, format } = words;
  if (scheduled.length === 0) return null;
  return (
    <Alert kind={kind}>
      <ul className="grid gap-1">
        {scheduled.map(({ number, effectiveFrom }) => (
          <li key={number}>
            {t.rich("scheduledVersion", {
              number,
              at: format.dateTime(effectiveFrom),
              link: (text) => (
                <Link className="underline underline-offset-4" href={href(`versions/${number}`)}>
                  {text}
                </Link>
              ),
            })}
          </li>
        ))}
      </ul>
      {note && <p className="mt-1">{note}</p>}
    </Alert>
  );
}
