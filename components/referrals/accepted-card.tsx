import { Section } from "@/components/rewards/frame";
import type { Words } from "@/components/rewards/words";
import { cancelReasons } from "@/lib/domain/referrals/types";
import type { AcceptedInvitation } from "@/lib/features/referrals";
import { getReferralWords, type ReferralWords } from "./referral-words";

type Props = { accepted: AcceptedInvitation; words: Words };

/** Where the invitation stands, as a sentence with what comes of it and when. */
function stateOf({ accepted, words }: Props, { t }: ReferralWords): string {
  const { state, reason, payOn, offer, orderBy } = accepted;
  const { format, store } = words;
  if (state === "cancelled")
    return t(`accepted.cancelled.${cancelReasons.find((one) => one === reason) ?? "blocked"}`, { store });
  if (state === "ordered" && payOn) return t("accepted.ordered", { date: format.day(payOn) });
  if (state === "rewarded") return t("accepted.rewarded", { gift: words.gift(offer.friend) });
  if (state === "expired") return t("accepted.expired", { date: format.day(orderBy) });
  return t("accepted.claimed");
}

/** What the member is to do for the gift, and where that stands. */
export async function AcceptedState({ accepted, words }: Props) {
  const referral = await getReferralWords(words);
  const { offer, orderBy, state } = accepted;
  const { format } = words;
  const promise = {
    money: format.money(BigInt(offer.minOrderMinor)),
    date: format.day(orderBy),
    gift: words.gift(offer.friend),
  };
  return (
    <div className="grid gap-1 rounded-card border bg-card p-4 sm:px-5">
      {(state === "claimed" || state === "ordered") && (
        <p className="font-medium">
          {referral.t(offer.minOrderMinor > 0 ? "accepted.orderFrom" : "accepted.orderAny", promise)}
        </p>
      )}
      <p className="text-body text-muted-foreground">{stateOf({ accepted, words }, referral)}</p>
    </div>
  );
}

/** The invitation that the member took up, with its heading. */
export async function AcceptedCard(props: Props) {
  const { t } = await getReferralWords(props.words);
  return (
    <Section title={t("accepted.title")}>
      <AcceptedState {...props} />
    </Section>
  );
}
