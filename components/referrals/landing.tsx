import { signInTexts } from "@/components/rewards/join-panel";
import type { Words } from "@/components/rewards/words";
import type { ReferralOffer } from "@/lib/domain/program/schema";
import { refusalReasons } from "@/lib/domain/referrals/types";
import { claimAction } from "@/lib/features/referrals/actions";
import { Answer } from "./answer";
import { ClaimForm } from "./claim-form";
import { getReferralWords, type ReferralWords } from "./referral-words";

type Invitation = {
  code: string;
  /** First name alone. */
  advocateName: string | null;
  offer: ReferralOffer;
  /** The last day for the first order of who accepts today. */
  orderBy: string;
};
type Parts = { invitation: Invitation; words: Words; referral: ReferralWords };

/** What the friend gets, and under which conditions. */
function Offer({ invitation: { offer }, words, referral: { t } }: Parts) {
  const { minOrderMinor, windowDays, holdingDays } = offer;
  const money = words.format.money(BigInt(minOrderMinor));
  const conditions = [
    t("landing.window", { count: windowDays }),
    holdingDays > 0 ? t("landing.held", { count: holdingDays }) : t("landing.notHeld"),
    t("landing.who", { store: words.store }),
  ];
  return (
    <div className="grid gap-4 rounded-sheet border bg-card p-5 sm:p-6">
      <p className="grid gap-1">
        <span className="text-body text-muted-foreground">{t("landing.youGet")}</span>
        <span className="num text-balance font-semibold">{words.gift(offer.friend)}</span>
        <span>{minOrderMinor > 0 ? t("landing.forFrom", { money }) : t("landing.forAny")}</span>
      </p>
      <ul className="grid list-disc gap-1 border-t pt-4 pl-5 text-body text-muted-foreground">
        {conditions.map((condition) => (
          <li key={condition}>{condition}</li>
        ))}
      </ul>
    </div>
  );
}

/** Accepted: what happens next. */
export function Welcome({
  invitation: { offer, orderBy },
  words,
  referral: { t },
}: Omit<Parts, "invitation"> & { invitation: Pick<Invitation, "offer" | "orderBy"> }) {
  const { store, format } = words;
  const { minOrderMinor, holdingDays } = offer;
  const order = { money: format.money(BigInt(minOrderMinor)), date: format.day(orderBy) };
  const gift = words.gift(offer.friend);
  return (
    <Answer
      title={t("landing.claimed.title", { store })}
      href={words.path()}
      link={t("landing.claimed.open")}
    >
      <p>{t("landing.claimed.text")}</p>
      <ol className="grid max-w-measure list-decimal gap-2 pl-5">
        <li>{t(minOrderMinor > 0 ? "landing.claimed.orderFrom" : "landing.claimed.orderAny", order)}</li>
        <li>
          {holdingDays > 0
            ? t("landing.claimed.held", { count: holdingDays, gift })
            : t("landing.claimed.notHeld", { gift })}
        </li>
      </ol>
    </Answer>
  );
}

/** The invitation of a link: who invites, what there is to get, the way to accept, and every answer to that. */
export async function Landing({ invitation, words }: { invitation: Invitation; words: Words }) {
  const referral = await getReferralWords(words);
  const parts = { invitation, words, referral };
  const { t } = referral;
  const { store, locale } = words;
  const { code, advocateName } = invitation;
  const refusals = refusalReasons.map((reason) => [
    reason,
    <Answer
      key={reason}
      title={t("landing.refused.title")}
      href={words.path(reason === "own_link" ? "/invite" : "")}
      link={reason === "own_link" ? t("landing.refused.invite") : t("landing.refused.rewards", { store })}
    >
      <p>{t(`landing.refused.${reason}`, { store })}</p>
    </Answer>,
  ]);
  const texts = {
    ...signInTexts(words),
    email: t("landing.email"),
    emailHint: t("landing.emailHint"),
    verify: t("landing.verify"),
  };
  return (
    <ClaimForm
      action={claimAction.bind(null, code, locale)}
      texts={texts}
      answers={{ claimed: <Welcome {...parts} />, ...Object.fromEntries(refusals) }}
    >
      <h1 className="text-title font-semibold">
        {advocateName
          ? t("landing.title", { name: advocateName, store })
          : t("landing.titlePlain", { store })}
      </h1>
      <Offer {...parts} />
      <div>
        <h2 className="text-section font-semibold">{t("landing.accept")}</h2>
        <p className="text-body text-muted-foreground">{t("landing.joins", { store })}</p>
      </div>
    </ClaimForm>
  );
}
