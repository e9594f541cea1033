import type { ReactNode } from "react";
import { InviteCard } from "@/components/referrals/invite-card";
import { Alert } from "@/components/ui/alert";
import type { MemberHome as Home } from "@/lib/features/members";
import { HeldCodes } from "./codes";
import { MoreLink, Section } from "./frame";
import { Paused } from "./guest-home";
import { MemberCard } from "./member-card";
import { OfferList, type OfferReader } from "./offer";
import { isStampCard, StampCards } from "./stamp-cards";
import { TierStatus } from "./tier-status";
import type { Words } from "./words";

/** What stands above a member's page when something is out of the ordinary. */
export function MemberNotices({ home, words }: { home: Home; words: Words }) {
  return (
    <>
      {home.member.blocked && <Alert kind="warning">{words.t("blocked", { store: words.store })}</Alert>}
      {!home.program && <Paused words={words} />}
    </>
  );
}

/** The member's start: card, next reward, tier, codes in hand. */
export function MemberHome({
  home,
  reader,
  justJoined,
  words,
  promised,
  children,
}: {
  home: Home;
  /** Null where nothing can be taken. */
  reader: OfferReader | null;
  justJoined: boolean;
  words: Words;
  /** What the member can still earn or has just been given by an invitation. */
  promised?: ReactNode;
  /** What else the member has going on. */
  children?: ReactNode;
}) {
  const { t } = words;
  const offers = home.program?.offers ?? [];
  const next = offers.filter((offer) => !isStampCard(offer)).slice(0, 1);
  const invitation = home.program?.document.referral;
  return (
    <>
      {justJoined && <Alert kind="success">{t("card.joined", { store: words.store })}</Alert>}
      <MemberNotices home={home} words={words} />
      <MemberCard home={home} words={words} />
      {promised}
      {reader && next.length > 0 && (
        <Section
          title={t(next[0]?.obstacle === null ? "next.ready" : "next.title")}
          aside={<MoreLink href={words.path("/rewards")}>{t("next.all")}</MoreLink>}
        >
          <OfferList offers={next} words={words} reader={reader} />
        </Section>
      )}
      <StampCards offers={offers} words={words} reader={reader ?? undefined} />
      {home.program?.tier && <TierStatus progress={home.program.tier} words={words} />}
      {children}
      {invitation?.active && !home.member.blocked && <InviteCard offer={invitation} words={words} />}
      <HeldCodes codes={home.codes} words={words} />
    </>
  );
}
