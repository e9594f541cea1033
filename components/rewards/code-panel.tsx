import type { MemberCode } from "@/lib/features/members";
import { giveBackAction } from "@/lib/features/rewards/actions";
import { ActionForm } from "./action-form";
import { CodeBox, untilWords } from "./codes";
import type { Words } from "./words";

type Props = {
  code: MemberCode;
  /** The points left on the member's account. */
  available: bigint;
  slug: string;
  words: Words;
};

function Ready({ code, available, slug, words }: Props) {
  const { t } = words;
  return (
    <>
      <CodeBox code={code.code} words={words} />
      <div className="text-body text-muted-foreground">
        <p>{t("codes.use", { store: words.store })}</p>
        <p>{untilWords(code.expiresOn, words)}</p>
        <p className="num mt-2 font-medium text-foreground">
          {t("codes.left", { points: words.points(available) })}
        </p>
      </div>
      {code.price > 0n && (
        <div className="grid gap-2 border-t pt-5">
          <p className="text-body text-muted-foreground">{t("codes.undoHint")}</p>
          <ActionForm
            action={giveBackAction.bind(null, words.locale, slug)}
            label={t("codes.undo", { points: words.points(code.price) })}
            variant="secondary"
          >
            <input type="hidden" name="redemption" value={code.id} />
          </ActionForm>
        </div>
      )}
    </>
  );
}

function endOf({ status, price, expiresOn }: MemberCode, { t, format, points }: Words): string {
  if (status === "used") return t("codes.used");
  if (status === "cancelled") return t("codes.cancelled", { points: points(price) });
  return t("codes.expired", { date: expiresOn ? format.day(expiresOn) : "" });
}

/** A code in hand with its terms and the way back, or what became of it. */
export function CodePanel({ code, available, slug, words }: Props) {
  return (
    <section className="grid gap-5 rounded-sheet border bg-card p-5 sm:p-6">
      <h1 className="text-title font-semibold">
        {words.t("codes.ready", { reward: words.reward(code.reward) })}
      </h1>
      {code.status === "issued" ? (
        <Ready code={code} available={available} slug={slug} words={words} />
      ) : (
        <p role="status">{endOf(code, words)}</p>
      )}
    </section>
  );
}
