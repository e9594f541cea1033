import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import type { LocalDate } from "@/lib/domain/time";

type Rule = ProgramDocumentInput["earningRules"][number];

/** The version that brought cards, acts besides buying and games began on this day of the history. */
export const SEASON_FROM = 462;

export const stampCards = [
  { key: "bath", name: { en: "Bath card", ja: "バスカード", ru: "Карта для ванной" } },
];

/** What a refill station in the store tells. */
export const eventTypes = [
  {
    key: "refill",
    name: { en: "Jar refilled", ja: "詰め替え", ru: "Баночка наполнена" },
    fields: [{ key: "jars", type: "number" as const, required: true }],
  },
];

/** Ways to earn besides the money spent. */
export const seasonRules: Rule[] = [
  {
    key: "bath-stamps",
    name: {
      en: "A stamp for each bath product",
      ja: "バス用品ごとにスタンプ",
      ru: "Штамп за товар для ванной",
    },
    trigger: "order.paid",
    stacking: "bonus",
    basis: { amount: "lines_after_discounts", only: { categories: ["Bath"] } },
    effects: [{ type: "per_item", asset: "stamps:bath", units: 1 }],
    caps: { perPeriod: [{ units: 4, period: "day" }] },
  },
  {
    key: "second-order",
    name: { en: "Second order within 60 days", ja: "60日以内の2回目の注文", ru: "Второй заказ за 60 дней" },
    trigger: "order.paid",
    stacking: "bonus",
    effects: [{ type: "fixed", asset: "points", units: 75 }],
    conditions: {
      all: [
        { field: "order_number", op: "equals", value: 2 },
        { field: "days_since_order", op: "at_most", value: 60 },
      ],
    },
  },
  {
    key: "big-basket",
    name: { en: "Baskets from £80", ja: "£80以上のご注文", ru: "Корзина от £80" },
    trigger: "order.paid",
    stacking: "bonus",
    effects: [{ type: "fixed", asset: "points", units: 150 }],
    conditions: { all: [{ field: "order_total", op: "at_least", value: 8_000 }] },
    activation: { type: "days", days: 14, after: "paid" },
  },
  {
    key: "evening",
    name: {
      en: "Tuesday evenings in the app",
      ja: "火曜の夜のアプリ注文",
      ru: "Вечера вторника в приложении",
    },
    trigger: "order.paid",
    stacking: "bonus",
    effects: [{ type: "multiply", factorBps: 15_000 }],
    conditions: { all: [{ field: "order_channel", op: "any_of", values: ["app"] }] },
    when: { hours: [{ days: [2], from: "17:00", until: "21:00" }] },
  },
  {
    key: "home-credit",
    name: { en: "3% back on home", ja: "ホーム用品3%還元", ru: "3 % за товары для дома" },
    trigger: "order.paid",
    stacking: "bonus",
    basis: { amount: "lines_after_discounts", tax: false, shipping: false, only: { categories: ["Home"] } },
    effects: [{ type: "percent", asset: "credit", percentBps: 300, rounding: "floor", level: "line" }],
  },
  {
    key: "review",
    name: { en: "A review", ja: "レビュー", ru: "Отзыв" },
    trigger: "review.posted",
    stacking: "bonus",
    effects: [{ type: "fixed", asset: "points", units: 25 }],
    caps: { perPeriod: [{ units: 50, period: "month" }] },
    cooldownHours: 24,
  },
  {
    key: "refill",
    name: { en: "Refilling a jar", ja: "詰め替え", ru: "Наполнение баночки" },
    trigger: "event.refill",
    stacking: "bonus",
    effects: [{ type: "fixed", asset: "points", units: 20 }],
    conditions: { all: [{ field: "event", name: "jars", op: "at_least", value: 1 }] },
    frequency: { times: 4, period: "month" },
  },
  {
    key: "birthday",
    name: { en: "Your birthday", ja: "お誕生日", ru: "День рождения" },
    trigger: "customer.birthday",
    stacking: "bonus",
    effects: [{ type: "fixed", asset: "points", units: 100 }],
  },
];

export const seasonRewards = [
  {
    key: "bath-soap",
    kind: "free_product" as const,
    name: { en: "Soap of your choice", ja: "お好きなソープ", ru: "Мыло на выбор" },
    asset: "stamps:bath",
    price: 5,
    automatic: true,
    product: "SOA-OAT",
    costMinor: 260,
    validDays: 90,
  },
  {
    key: "store-credit",
    kind: "store_credit" as const,
    name: { en: "£4 of store credit", ja: "£4のストアクレジット", ru: "£4 на счёт магазина" },
    price: 220,
    valueMinor: 400,
  },
  {
    key: "plant-a-tree",
    kind: "donation" as const,
    name: { en: "Plant a tree", ja: "木を植える", ru: "Посадить дерево" },
    price: 150,
    valueMinor: 250,
    to: "Woodland fund",
  },
  {
    key: "points-at-checkout",
    kind: "pay_with_points" as const,
    name: { en: "Pay with points", ja: "ポイントで支払う", ru: "Оплата баллами" },
    price: 50,
    valueMinor: 100,
    minSteps: 2,
    maxShareBps: 5_000,
    validDays: 30,
  },
];

/** Challenges of the season, badges, and a board for who wants to be seen. */
export function games(from: LocalDate, until: LocalDate): ProgramDocumentInput["gamification"] {
  return {
    challenges: [
      {
        key: "autumn-trio",
        name: { en: "Autumn trio", ja: "秋の3回チャレンジ", ru: "Осеннее трио" },
        description: {
          en: "Three orders before the season ends",
          ja: "シーズン中に3回ご注文",
          ru: "Три заказа до конца сезона",
        },
        metric: "orders",
        target: 3,
        from,
        until,
        reward: { type: "points", units: 200 },
      },
      {
        key: "refill-month",
        name: { en: "Refill friend", ja: "詰め替えフレンド", ru: "Друг наполнения" },
        metric: "events",
        event: "event.refill",
        target: 2,
        from,
        until,
        reward: { type: "points", units: 60 },
      },
    ],
    badges: [
      {
        key: "regular",
        name: { en: "Regular", ja: "常連", ru: "Завсегдатай" },
        condition: { all: [{ field: "orders", op: "at_least", value: 10 }] },
      },
      {
        key: "candle-lover",
        name: { en: "Candle lover", ja: "キャンドル好き", ru: "Любитель свечей" },
        condition: { all: [{ field: "category", op: "any_of", values: ["Candles"] }] },
      },
    ],
    leaderboard: { period: "month" },
  };
}

export const priceDrop = { days: 14, minDropMinor: 100 };
