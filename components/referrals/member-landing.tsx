import type { Words } from "@/components/rewards/words";
import type { OwnReferrals } from "@/lib/features/referrals";
import { AcceptedState } from "./accepted-card";
import { Answer } from "./answer";
import { Welcome } from "./landing";
import { getReferralWords } from "./referral-words";

/** A link that a signed-in member opens: the own one, the one that was taken up, or another member's. */
export async function MemberLanding({ code, own, words }: { code: string; own: OwnReferrals; words: Words }) {
  const referral = await getReferralWords(words);
  const { t } = referral;
  const { store } = words;
  const invite = { href: words.path("/invite"), link: t("landing.refused.invite") };
  const { asFriend } = own;
  if (own.code === code)
    return (
      <Answer title={t("accepted.own.title")} {...invite}>
        <p>{t("accepted.own.text", { store })}</p>
      </Answer>
    );
  if (asFriend?.code === code && asFriend.state === "claimed")
    return <Welcome invitation={asFriend} words={words} referral={referral} />;
  if (asFriend)
    return (
      <Answer
        title={t(asFriend.code === code ? "accepted.accepted" : "accepted.acceptedOther")}
        href={words.path()}
        link={t("landing.claimed.open")}
      >
        <AcceptedState accepted={asFriend} words={words} />
      </Answer>
    );
  return (
    <Answer title={t("landing.refused.title")} {...invite}>
      <p>{t("accepted.member", { store })}</p>
    </Answer>
  );
}
