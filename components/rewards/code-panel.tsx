import { isHadAtOnce } from "@/lib/domain/rewards/cost";
import type { MemberCode } from "@/lib/features/members";
import { giveBackAction } from "@/lib/features/rewards/actions";
import { ActionForm } from "./action-form";
import { CodeBox, untilWords } from "./codes";
import type { Words } from "./words";

type Props = {
  code: MemberCode;
  /** What is left in the wallet the reward was paid from. */
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
        <p>{useWords(code, words)}</p>
        {code.reward.kind === "event" && code.reward.place && (
          <p>{t("codes.place", { place: code.reward.place })}</p>
        )}
        <p>{untilWords(code.expiresOn, words)}</p>
        <p className="num mt-2 font-medium text-foreground">
          {t("codes.left", { points: words.units(code.asset, available) })}
        </p>
      </div>
      {code.price > 0n && (
        <div className="grid gap-2 border-t pt-5">
          <p className="text-body text-muted-foreground">{t("codes.undoHint")}</p>
          <ActionForm
            action={giveBackAction.bind(null, words.locale, slug)}
            label={t("codes.undo", { points: words.units(code.asset, code.price) })}
            variant="secondary"
          >
            <input type="hidden" name="redemption" value={code.id} />
          </ActionForm>
        </div>
      )}
    </>
  );
}

/** What is to be done with the code of a reward. */
function useWords({ reward }: MemberCode, { t, store }: Words): string {
  if (reward.kind === "event") return t("codes.atDoor");
  return reward.kind === "early_access" ? t("codes.early", { store }) : t("codes.use", { store });
}

function endOf(code: MemberCode, { t, format, units }: Words): string {
  const { status, reward, asset, price, expiresOn, ranOut } = code;
  if (status === "used" && reward.kind === "store_credit")
    return t("codes.credited", { money: format.money(BigInt(reward.valueMinor)) });
  if (status === "used") return t("codes.used");
  if (status === "cancelled") {
    return t(ranOut ? "codes.returned" : "codes.cancelled", { points: units(asset, price) });
  }
  return t("codes.expired", { date: expiresOn ? format.day(expiresOn) : "" });
}

/** A code in hand with its terms and the way back, or what became of it. */
export function CodePanel({ code, available, slug, words }: Props) {
  const { reward } = code;
  const isDonated = reward.kind === "donation" && code.status === "used";
  const title = isHadAtOnce(reward) ? "codes.done" : "codes.ready";
  return (
    <section className="grid gap-5 rounded-sheet border bg-card p-5 sm:p-6">
      <h1 className="text-title font-semibold">{words.t(title, { reward: words.taken(code) })}</h1>
      {code.status === "issued" ? (
        <Ready code={code} available={available} slug={slug} words={words} />
      ) : isDonated ? (
        <>
          <p role="status">
            {words.t("codes.donated", {
              money: words.format.money(BigInt(reward.valueMinor)),
              to: reward.to,
            })}
          </p>
          <p className="code">{code.code}</p>
        </>
      ) : (
        <p role="status">{endOf(code, words)}</p>
      )}
    </section>
  );
}
