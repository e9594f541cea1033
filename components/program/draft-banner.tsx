import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import type { Words } from "./words";

/** What is in the draft and not live, with the way to publish it; for those who only read, that they only read. */
export function DraftBanner({
  draft,
  words,
  mayEdit,
  publishHref,
}: {
  draft: { changes: readonly unknown[]; live: unknown; updatedAt: Date | null; updatedBy: string | null };
  words: Words;
  mayEdit: boolean;
  publishHref: string;
}) {
  const { t, format } = words;
  if (!mayEdit) return <Alert>{t("readOnly")}</Alert>;
  if (draft.changes.length === 0 || !draft.live) return null;
  return (
    <Alert
      title={t("banner.title", { count: draft.changes.length })}
      actions={<ButtonLink href={publishHref}>{t("banner.review")}</ButtonLink>}
    >
      {draft.updatedAt &&
        t("banner.edited", { by: draft.updatedBy ?? "–", at: format.dateTime(draft.updatedAt) })}
    </Alert>
  );
}
