import {
  filledText,
  usesOfCard,
  usesOfChallenge,
  usesOfEventField,
  usesOfEventType,
  withKeys,
} from "@/lib/domain/program/edit";
import { assertRemovedAreUnused } from "../assert-unused";
import { defineDraftEdit } from "../draft";
import { saveEventsSchema, saveGamesSchema } from "../schema";
import { assertNamed } from "./save-items";

/**
 * Replaces the draft's event types, stamp cards and price drops; types and cards without a key are new, and a card has
 * a name: members read it.
 * Throws VALIDATION, CONFLICT, PRECONDITION (`part_in_use`) where a rule, reward or challenge names one that would go,
 * or a rule asks for a field that would.
 */
export const saveEvents = defineDraftEdit({
  name: "program.save_events",
  input: saveEventsSchema,
  run(document, input) {
    input.stampCards.forEach(({ name }, n) => {
      assertNamed(document, name, `stampCards.${n}`);
    });
    const eventTypes = withKeys(input.eventTypes, "event");
    const stampCards = withKeys(input.stampCards, "card");
    assertRemovedAreUnused(document, document.eventTypes, eventTypes, usesOfEventType);
    assertRemovedAreUnused(document, document.stampCards, stampCards, usesOfCard);
    for (const { key, fields } of document.eventTypes) {
      const before = fields.map((field) => ({ key: field.key, name: {} }));
      const after = eventTypes.find((type) => type.key === key)?.fields ?? [];
      assertRemovedAreUnused(document, before, after, (one, field) => usesOfEventField(one, key, field));
    }
    return { document: { ...document, eventTypes, stampCards, priceDrop: input.priceDrop } };
  },
});

/**
 * Replaces the draft's challenges, badges and leaderboard; items without a key are new.
 * Throws VALIDATION, CONFLICT, PRECONDITION (`part_in_use`) where a rule names a challenge that would go.
 */
export const saveGames = defineDraftEdit({
  name: "program.save_games",
  input: saveGamesSchema,
  run(document, input) {
    const challenges = withKeys(input.challenges, "challenge").map((challenge) => ({
      ...challenge,
      description: filledText(challenge.description),
    }));
    const badges = withKeys(input.badges, "badge");
    assertRemovedAreUnused(document, document.gamification.challenges, challenges, usesOfChallenge);
    const gamification = { challenges, badges, leaderboard: input.leaderboard };
    return { document: { ...document, gamification }, part: { path: "gamification", field: "" } };
  },
});
