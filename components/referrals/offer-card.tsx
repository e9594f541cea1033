import type { Words } from "@/components/rewards/words";
import type { ReferralOffer } from "@/lib/domain/program/schema";
import type { ReferralWords } from "./referral-words";

/** What both sides of an invitation get, side by side. */
export function OfferCard({
  offer,
  words,
  referral: { t },
}: {
  offer: ReferralOffer;
  words: Words;
  referral: ReferralWords;
}) {
  const sides = [
    { label: t("friendGets"), gift: words.gift(offer.friend) },
    { label: t("youGet"), gift: words.gift(offer.advocate) },
  ];
  return (
    <dl className="grid divide-y rounded-sheet border bg-card sm:grid-cols-2 sm:divide-x sm:divide-y-0">
      {sides.map(({ label, gift }) => (
        <div key={label} className="grid content-start gap-1 p-5 sm:p-6">
          <dt className="text-body text-muted-foreground">{label}</dt>
          <dd className="num text-title font-semibold text-balance">{gift}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How one comes to it, in plain words. */
export function Terms({ offer, referral }: { offer: ReferralOffer; referral: ReferralWords }) {
  return (
    <ol className="grid max-w-measure list-decimal gap-2 pl-5">
      {referral.terms(offer).map((term) => (
        <li key={term}>{term}</li>
      ))}
    </ol>
  );
}
