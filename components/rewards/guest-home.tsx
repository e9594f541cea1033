import { Alert } from "@/components/ui/alert";
import { stranger } from "@/lib/domain/earning/applies";
import { pointsForJoining } from "@/lib/domain/program/reach";
import { lowestPrice } from "@/lib/domain/rewards/offer";
import type { Storefront } from "@/lib/features/members";
import { EarnList } from "./earn-list";
import { Section } from "./frame";
import { JoinPanel } from "./join-panel";
import { OfferList } from "./offer";
import { isStampCard, StampCards } from "./stamp-cards";
import { TierLadder } from "./tier-ladder";
import type { Words } from "./words";

/** Says that no program is live; what members hold is kept. */
export function Paused({ words }: { words: Words }) {
  return (
    <Alert kind="warning" title={words.t("paused.title")}>
      {words.t("paused.text", { store: words.store })}
    </Alert>
  );
}

function leadOf({ offers, today }: Storefront, words: Words): string {
  const { t, points } = words;
  const example = words.example(today, stranger);
  const price = lowestPrice(offers);
  if (!example || price === null) return t("guest.lead");
  return `${t("guest.lead")} ${t("guest.leadExample", { ...example, price: points(price) })}`;
}

/** What the program is worth, how to join, and everything it offers: for somebody who has not signed in. */
export function GuestHome({
  storefront,
  slug,
  words,
}: {
  storefront: Storefront | null;
  slug: string;
  words: Words;
}) {
  const { t } = words;
  const title = <h1 className="text-title font-semibold">{t("title", { store: words.store })}</h1>;
  if (!storefront)
    return (
      <>
        {title}
        <Paused words={words} />
      </>
    );
  const { program, offers, today } = storefront;
  const welcome = pointsForJoining(program, today);
  const join =
    welcome > 0n ? t("guest.joinWelcome", { points: words.points(welcome) }) : t("guest.joinTitle");
  return (
    <>
      <div className="grid gap-2">
        {title}
        <p className="max-w-measure">{leadOf(storefront, words)}</p>
      </div>
      <section id="join" className="grid gap-4 rounded-sheet border bg-card p-5 sm:p-6">
        <div>
          <h2 className="text-section font-semibold">{join}</h2>
          <p className="text-body text-muted-foreground">{t("guest.joinHint")}</p>
        </div>
        <JoinPanel slug={slug} words={words} />
      </section>
      <EarnList program={program} today={today} who={stranger} words={words} />
      <StampCards offers={offers} words={words} />
      <Section id="rewards" title={t("offers.title")}>
        <OfferList offers={offers.filter((offer) => !isStampCard(offer))} words={words} />
      </Section>
      {program.tiers && <TierLadder ladder={program.tiers} current={null} words={words} />}
    </>
  );
}
