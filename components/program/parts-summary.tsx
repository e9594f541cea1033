import { Card } from "@/components/ui/card";
import { StatList } from "@/components/ui/stat-list";
import type { Words } from "./words";

type Item = { label: string; value: string };

function Summary({ items, empty }: { items: Item[]; empty: string }) {
  return <Card>{items.length > 0 ? <StatList items={items} /> : <p>{empty}</p>}</Card>;
}

/** Stamp cards, events and price drops in words. */
export function eventItems(words: Words): Item[] {
  const { t, name, document } = words;
  const { stampCards, eventTypes, priceDrop } = document;
  return [
    ...stampCards.map((card) => ({ label: name(card), value: words.card(card.key) })),
    ...eventTypes.map((type) => ({ label: name(type), value: words.eventType(type) })),
    ...(priceDrop?.active ? [{ label: t("events.priceDrop"), value: words.priceDrop(priceDrop) }] : []),
  ];
}

/** Challenges, badges and the leaderboard in words. */
export function gameItems(words: Words): Item[] {
  const { t, name, document } = words;
  const { challenges, badges, leaderboard } = document.gamification;
  return [
    ...challenges.map((one) => ({ label: name(one), value: words.challenge(one) })),
    ...badges.map((one) => ({ label: name(one), value: words.badge(one) })),
    ...(leaderboard?.active
      ? [{ label: t("games.leaderboard"), value: t(`games.periods.${leaderboard.period}`) }]
      : []),
  ];
}

/** Events and cards, for those who only read. */
export function EventsSummary({ words }: { words: Words }) {
  return <Summary items={eventItems(words)} empty={words.t("events.empty")} />;
}

/** Games, for those who only read. */
export function GamesSummary({ words }: { words: Words }) {
  return <Summary items={gameItems(words)} empty={words.t("games.empty")} />;
}
