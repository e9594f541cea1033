import { cardOf } from "@/lib/domain/program/schema";
import type { Offer } from "@/lib/domain/rewards/offer";
import { Section } from "./frame";
import { OfferItem, type OfferReader } from "./offer";
import type { Words } from "./words";

/** Whether an offer is a stamp card that is filled, rather than something to choose. */
export const isStampCard = ({ reward }: Offer) => reward.automatic && cardOf(reward.asset) !== null;

const MOST_DOTS = 20;

function Dots({ have, need }: { have: number; need: number }) {
  if (need > MOST_DOTS) return null;
  return (
    <div aria-hidden className="flex flex-wrap gap-2">
      {Array.from({ length: need }, (_, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: places on a card have no other name
          key={i}
          className={`size-5 rounded-full border ${i < have ? "border-primary bg-primary" : "border-input"}`}
        />
      ))}
    </div>
  );
}

function StampCard({ offer, words }: { offer: Offer; words: Words }) {
  const { t } = words;
  const need = Number(offer.price);
  const have = Math.max(0, need - Number(offer.missing));
  return (
    <li className="grid gap-3 p-4 sm:p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="font-medium">{words.card(offer.reward.asset)}</p>
        <p className="num text-muted-foreground">{t("cards.progress", { have, need })}</p>
      </div>
      <Dots have={have} need={need} />
      <p className="text-body text-muted-foreground">
        {t("cards.gives", { reward: words.reward(offer.reward) })}
      </p>
    </li>
  );
}

/** The member's stamp cards, each with what it still needs; a full one is cashed by itself. */
export function StampCards({
  offers,
  words,
  reader,
}: {
  offers: Offer[];
  words: Words;
  reader?: OfferReader;
}) {
  const cards = offers.filter(isStampCard);
  if (cards.length === 0) return null;
  return (
    <Section title={words.t("cards.title")}>
      <ul className="divide-y rounded-card border bg-card">
        {cards.map((offer) =>
          offer.obstacle === "short" || offer.obstacle === "automatic" ? (
            <StampCard key={offer.reward.key} offer={offer} words={words} />
          ) : (
            <OfferItem key={offer.reward.key} offer={offer} words={words} reader={reader} />
          ),
        )}
      </ul>
    </Section>
  );
}
