import type { Effect, ProgramDocument, ProgramDocumentInput } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";
import { HISTORY_DAYS } from "./behaviour";
import { plans, rewards } from "./rewards";
import { eventTypes, games, priceDrop, SEASON_FROM, seasonRewards, seasonRules, stampCards } from "./season";
import { ownSegments, quietRegulars, type SeedSegment } from "./segments";
import { shop } from "./shop";

const purchase = {
  key: "purchase",
  name: { en: "Every purchase", ja: "お買い物", ru: "Каждая покупка" },
  trigger: "order.paid",
  stacking: "base",
  effects: [{ type: "rate", asset: "points", units: 1, perMinor: 50 }],
} satisfies ProgramDocumentInput["earningRules"][number];

const welcome = {
  key: "welcome",
  name: { en: "Welcome", ja: "ご入会", ru: "Добро пожаловать" },
  trigger: "customer.joined",
  stacking: "bonus",
  effects: [{ type: "fixed", asset: "points", units: 100 }],
} satisfies ProgramDocumentInput["earningRules"][number];

const doubleWeek = (from: string, until: string) =>
  ({
    key: "double-week",
    name: { en: "Double points week", ja: "ポイント2倍ウィーク", ru: "Неделя двойных баллов" },
    trigger: "order.paid",
    stacking: "bonus",
    effects: [{ type: "multiply", factorBps: 20_000 }],
    when: { from, until },
  }) satisfies ProgramDocumentInput["earningRules"][number];

const welcomeBack = {
  key: "welcome-back",
  name: { en: "Welcome back", ja: "おかえりなさい", ru: "С возвращением" },
  trigger: "order.paid",
  stacking: "bonus",
  effects: [{ type: "multiply", factorBps: 20_000 }],
  who: { segments: [quietRegulars.key] },
} satisfies ProgramDocumentInput["earningRules"][number];

const tiers = {
  metric: "spend",
  levels: [
    { key: "seedling", name: { en: "Seedling", ja: "シードリング", ru: "Росток" }, threshold: 0 },
    {
      key: "leaf",
      name: { en: "Leaf", ja: "リーフ", ru: "Лист" },
      threshold: 15_000,
      benefits: { earnMultiplierBps: 11_000 },
    },
    {
      key: "bloom",
      name: { en: "Bloom", ja: "ブルーム", ru: "Цветок" },
      threshold: 40_000,
      benefits: { earnMultiplierBps: 12_500, freeShipping: true },
    },
    {
      key: "evergreen",
      name: { en: "Evergreen", ja: "エバーグリーン", ru: "Вечнозелёный" },
      threshold: 90_000,
      benefits: { earnMultiplierBps: 15_000, freeShipping: true, earlyAccess: true },
    },
  ],
} satisfies NonNullable<ProgramDocumentInput["tiers"]>;

const base = {
  schema: 1 as const,
  name: "Juniper Circle",
  currency: shop.currency,
  timezone: shop.timezone,
  locales: ["en", "ja", "ru"],
  expiry: { type: "rolling", months: 12 },
  pointValueMinor: 2,
} satisfies Partial<ProgramDocumentInput>;

/** Days of the history from which the program had something to invite with, and to subscribe to. */
export const REFERRALS_FROM = 120;
export const SUBSCRIPTIONS_FROM = 182;

const referral = {
  advocate: { type: "points", units: 500 },
  friend: { type: "reward", reward: rewards.five.key },
  minOrderMinor: 2_500,
  windowDays: 30,
  holdingDays: 14,
} satisfies ProgramDocumentInput["referral"];

type PublishedVersion = {
  day: number;
  note: string;
  /** Segments that were made with it. */
  segments?: readonly SeedSegment[];
  document: ProgramDocumentInput;
};

/** The versions the store published over its history; `day` counts from the first day of the data. */
export function programHistory(dateOf: (day: number) => LocalDate): PublishedVersion[] {
  const { tenPercent, hamper, birthday, ...simple } = rewards;
  const plainTen = { ...tenPercent, pricePerTier: {} };
  const launched = { ...base, earningRules: [purchase], tiers: null, rewards: Object.values(simple) };
  const invites = {
    ...launched,
    locales: base.locales,
    earningRules: [purchase, welcome],
    rewards: [...launched.rewards, plainTen],
    referral,
  };
  const subscribed = { ...invites, perks: { plans } };
  const tiered = { ...subscribed, tiers, rewards: [...launched.rewards, tenPercent, hamper] };
  const personal = {
    ...tiered,
    earningRules: [purchase, welcome, welcomeBack],
    rewards: [...tiered.rewards, birthday],
  };
  const week = doubleWeek(dateOf(430), dateOf(436));
  const season = {
    ...personal,
    earningRules: [...personal.earningRules, ...seasonRules],
    eventTypes,
    stampCards,
    rewards: [...personal.rewards, ...seasonRewards],
    priceDrop,
    gamification: games(dateOf(SEASON_FROM), dateOf(HISTORY_DAYS + 8)),
  };
  return [
    {
      day: 0,
      note: "Launch: points on every purchase, four rewards",
      document: { ...launched, locales: ["en"] },
    },
    { day: REFERRALS_FROM, note: "Welcome points, 10% off, and friends are invited", document: invites },
    { day: SUBSCRIPTIONS_FROM, note: "Three subscriptions", document: subscribed },
    { day: 240, note: "Four tiers by spend, and the winter hamper", document: tiered },
    {
      day: 380,
      note: "Double points for who comes back, birthday soap",
      segments: ownSegments,
      document: personal,
    },
    {
      day: 430,
      note: "Double points for one week",
      document: { ...personal, earningRules: [...personal.earningRules, week] },
    },
    { day: SEASON_FROM, note: "A stamp card, credit on home, reviews, refills, and games", document: season },
  ];
}

/** What the marketer is preparing: a week of double points, more for reviews, and the top tier from £800. */
export function nextDraft(
  live: ProgramDocument,
  week: { from: LocalDate; until: LocalDate },
): ProgramDocumentInput {
  const rules = live.earningRules.map((rule) =>
    rule.key === "review"
      ? { ...rule, effects: [{ type: "fixed", asset: "points", units: 40 }] satisfies Effect[] }
      : rule,
  );
  const levels = live.tiers?.levels.map((level) =>
    level.key === "evergreen" ? { ...level, threshold: 80_000 } : level,
  );
  return {
    ...live,
    earningRules: [...rules, doubleWeek(week.from, week.until)],
    tiers: live.tiers && { ...live.tiers, levels: levels ?? [] },
  };
}
