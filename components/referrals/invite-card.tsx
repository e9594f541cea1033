import { MoreLink, Section } from "@/components/rewards/frame";
import type { Words } from "@/components/rewards/words";
import type { ReferralOffer } from "@/lib/domain/program/schema";
import { getReferralWords } from "./referral-words";

/** On the member's start: what inviting gives, and the way to it. */
export async function InviteCard({ offer, words }: { offer: ReferralOffer; words: Words }) {
  const { t } = await getReferralWords(words);
  const gifts = { friend: words.gift(offer.friend), advocate: words.gift(offer.advocate) };
  return (
    <Section title={t("title")}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2 rounded-card border bg-card p-4 sm:px-5">
        <span>{t("card.text", gifts)}</span>
        <MoreLink href={words.path("/invite")}>{t("card.open")}</MoreLink>
      </p>
    </Section>
  );
}
