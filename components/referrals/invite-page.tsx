import { Section } from "@/components/rewards/frame";
import { JoinPanel } from "@/components/rewards/join-panel";
import type { Words } from "@/components/rewards/words";
import { Alert } from "@/components/ui/alert";
import type { ReferralOffer } from "@/lib/domain/program/schema";
import type { OwnReferrals } from "@/lib/features/referrals";
import { AcceptedCard } from "./accepted-card";
import { InvitationList } from "./invitation-list";
import { OfferCard, Terms } from "./offer-card";
import { GetLink, OwnLink } from "./own-link";
import { getReferralWords } from "./referral-words";

/** Says that nobody is rewarded for inviting at the moment. */
async function NoInvitations({ words }: { words: Words }) {
  const { t } = await getReferralWords(words);
  return <Alert title={t("off.title")}>{t("off.text", { store: words.store })}</Alert>;
}

/** What inviting gives, for somebody who has not signed in, and how to begin. */
export async function GuestInvite({
  offer,
  slug,
  words,
}: {
  offer: ReferralOffer | null;
  slug: string;
  words: Words;
}) {
  if (!offer) return <NoInvitations words={words} />;
  const referral = await getReferralWords(words);
  return (
    <>
      <OfferCard offer={offer} words={words} referral={referral} />
      <section className="grid gap-4 rounded-sheet border bg-card p-5 sm:p-6">
        <p>{referral.t("guest", { store: words.store })}</p>
        <JoinPanel slug={slug} words={words} />
      </section>
      <Section title={referral.t("terms.title")}>
        <Terms offer={offer} referral={referral} />
      </Section>
    </>
  );
}

/** The member's link with the ways to send it, the terms, and what became of the invitations. */
export async function MemberInvite({
  offer,
  own,
  link,
  slug,
  words,
}: {
  offer: ReferralOffer | null;
  own: OwnReferrals;
  /** The address of the member's code. */
  link: string | null;
  slug: string;
  words: Words;
}) {
  const referral = await getReferralWords(words);
  return (
    <>
      {own.asFriend && <AcceptedCard accepted={own.asFriend} words={words} />}
      {offer ? (
        <>
          <OfferCard offer={offer} words={words} referral={referral} />
          {own.code && link ? (
            <OwnLink link={link} code={own.code} gift={offer.friend} words={words} referral={referral} />
          ) : (
            <GetLink slug={slug} words={words} referral={referral} />
          )}
          <Section title={referral.t("terms.title")}>
            <Terms offer={offer} referral={referral} />
          </Section>
        </>
      ) : (
        <NoInvitations words={words} />
      )}
      {(offer || own.invitations.length > 0) && (
        <InvitationList invitations={own.invitations} words={words} referral={referral} />
      )}
    </>
  );
}
