import type { ProgramDocumentInput } from "@/lib/domain/program/schema";

/** The store of the demo. */
export const shop = {
  slug: "juniper-lane",
  name: "Juniper Lane",
  currency: "GBP",
  timezone: "Europe/London",
  grossMarginBps: 4_600,
} as const;

export type Product = {
  sku: string;
  title: string;
  category: string;
  priceMinor: number;
  lifetimeDays: number | null;
};

const product = (
  sku: string,
  title: string,
  category: string,
  priceMinor: number,
  lifetimeDays: number | null = null,
): Product => ({
  sku,
  title,
  category,
  priceMinor,
  lifetimeDays,
});

export const products: readonly Product[] = [
  product("CAN-JUN", "Juniper candle", "Candles", 2400, 45),
  product("CAN-FIG", "Fig & cedar candle", "Candles", 2600, 45),
  product("CAN-SEA", "Sea salt candle", "Candles", 2200, 45),
  product("CAN-TRI", "Trio of travel candles", "Candles", 3200, 60),
  product("SOA-OAT", "Oat milk soap", "Bath", 750, 30),
  product("SOA-ROS", "Rosemary soap", "Bath", 750, 30),
  product("SAL-LAV", "Lavender bath salts", "Bath", 1450, 60),
  product("OIL-BAT", "Bath oil", "Bath", 1900, 60),
  product("LOT-HAN", "Hand lotion", "Body", 1600, 60),
  product("LOT-REF", "Hand lotion refill", "Body", 1250, 60),
  product("BAL-LIP", "Lip balm", "Body", 650, 60),
  product("SCR-SUG", "Sugar scrub", "Body", 1850, 45),
  product("DIF-REE", "Reed diffuser", "Home", 3400, 90),
  product("DIF-REF", "Diffuser refill", "Home", 1900, 90),
  product("SPR-LIN", "Linen spray", "Home", 1700, 60),
  product("DIS-SOA", "Stoneware soap dish", "Home", 1400),
  product("TOW-WAF", "Waffle hand towel", "Home", 1800),
  product("VAS-BUD", "Bud vase", "Home", 2200),
  product("TEA-HER", "Herbal tea tin", "Pantry", 1100, 30),
  product("HON-HEA", "Heather honey", "Pantry", 950, 45),
  product("BOX-GIF", "Gift box, small", "Gifts", 3800),
  product("BOX-LAR", "Gift box, large", "Gifts", 6500),
];

const reward = {
  five: {
    key: "5-off",
    kind: "amount_off",
    name: { en: "£5 off", ja: "£5割引", ru: "Скидка £5" },
    price: 250,
    valueMinor: 500,
    minOrderMinor: 2_000,
    validDays: 90,
  },
  fifteen: {
    key: "15-off",
    kind: "amount_off",
    name: { en: "£15 off", ja: "£15割引", ru: "Скидка £15" },
    price: 750,
    valueMinor: 1_500,
    minOrderMinor: 4_000,
    validDays: 90,
  },
  shipping: {
    key: "free-delivery",
    kind: "free_shipping",
    name: { en: "Free delivery", ja: "送料無料", ru: "Бесплатная доставка" },
    price: 200,
    costMinor: 395,
    validDays: 60,
  },
  tenPercent: {
    key: "10-percent",
    kind: "percent_off",
    name: { en: "10% off", ja: "10%割引", ru: "Скидка 10 %" },
    price: 400,
    percentBps: 1_000,
    pricePerTier: { evergreen: 300 },
    validDays: 60,
  },
  candle: {
    key: "travel-candle",
    kind: "free_product",
    name: { en: "Travel candle", ja: "トラベルキャンドル", ru: "Дорожная свеча" },
    price: 500,
    product: "CAN-TRAVEL",
    costMinor: 420,
    stock: 400,
    perCustomerLimit: 2,
    validDays: 120,
  },
  hamper: {
    key: "winter-hamper",
    kind: "free_product",
    name: { en: "Winter hamper", ja: "冬のギフトセット", ru: "Зимний набор" },
    price: 1_800,
    product: "BOX-WINTER",
    costMinor: 2_150,
    tiers: ["bloom", "evergreen"],
    stock: 40,
    perCustomerLimit: 1,
    validDays: 120,
  },
} satisfies Record<string, ProgramDocumentInput["rewards"][number]>;

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

const spring = (from: string, until: string) =>
  ({
    key: "double-week",
    name: { en: "Double points week", ja: "ポイント2倍ウィーク", ru: "Неделя двойных баллов" },
    trigger: "order.paid",
    stacking: "bonus",
    effects: [{ type: "multiply", factorBps: 20_000 }],
    when: { from, until },
  }) satisfies ProgramDocumentInput["earningRules"][number];

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

/** The versions the store published over its history; `day` counts from the first day of the data. */
export function programHistory(
  weekFrom: string,
  weekUntil: string,
): { day: number; note: string; document: ProgramDocumentInput }[] {
  const { tenPercent, hamper, ...simple } = reward;
  const plainTen = { ...tenPercent, pricePerTier: {} };
  return [
    {
      day: 0,
      note: "Launch: points on every purchase, four rewards",
      document: {
        ...base,
        locales: ["en"],
        earningRules: [purchase],
        tiers: null,
        rewards: [...Object.values(simple)],
      },
    },
    {
      day: 120,
      note: "Welcome points and 10% off",
      document: {
        ...base,
        earningRules: [purchase, welcome],
        tiers: null,
        rewards: [...Object.values(simple), plainTen],
      },
    },
    {
      day: 240,
      note: "Four tiers by spend, and the winter hamper",
      document: { ...base, earningRules: [purchase, welcome], tiers, rewards: Object.values(reward) },
    },
    {
      day: 430,
      note: "Double points for one week",
      document: {
        ...base,
        earningRules: [purchase, welcome, spring(weekFrom, weekUntil)],
        tiers,
        rewards: Object.values(reward),
      },
    },
  ];
}

/** What the program cost each month, by kind; `month` counts from the first month of the data. */
export function costsOfMonth(month: number): {
  kind: "software" | "design" | "marketing" | "special_offers" | "service";
  amountMinor: number;
  note: string;
}[] {
  return [
    { kind: "software", amountMinor: 9_900, note: "Hosting and mail" },
    { kind: "service", amountMinor: 32_000 + (month % 4) * 1_500, note: "Support hours for the program" },
    { kind: "marketing", amountMinor: 24_000 + (month % 3) * 8_000, note: "Newsletter and leaflets" },
    ...(month === 0
      ? [{ kind: "design" as const, amountMinor: 180_000, note: "Rewards page and cards" }]
      : []),
    ...(month % 6 === 5
      ? [{ kind: "special_offers" as const, amountMinor: 45_000, note: "Seasonal gift" }]
      : []),
  ];
}
