import type { HeldCode } from "@/lib/features/members";
import { CopyCode } from "./copy-code";
import { MoreLink, Section } from "./frame";
import type { Words } from "./words";

/** A code to be used, with a button to copy it. */
export function CodeBox({ code, words: { t } }: { code: string; words: Words }) {
  const texts = { copy: t("codes.copy"), copied: t("codes.copied"), selected: t("codes.selected") };
  return <CopyCode code={code} texts={texts} />;
}

export function untilWords(expiresOn: string | null, { t, format }: Words): string {
  return expiresOn ? t("codes.until", { date: format.day(expiresOn) }) : t("codes.forever");
}

/** The codes a member can still use. */
export function HeldCodes({ codes, words }: { codes: HeldCode[]; words: Words }) {
  if (codes.length === 0) return null;
  return (
    <Section id="codes" title={words.t("codes.title")}>
      <ul className="divide-y rounded-card border bg-card">
        {codes.map((held) => (
          <li
            key={held.id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 p-4 sm:px-5"
          >
            <div>
              <p className="font-medium">{words.taken(held)}</p>
              <p className="text-body text-muted-foreground">{untilWords(held.expiresOn, words)}</p>
            </div>
            <div className="grid justify-items-end">
              <code className="code select-all">{held.code}</code>
              <MoreLink href={words.path(`/codes/${held.id}`)}>{words.t("codes.show")}</MoreLink>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
