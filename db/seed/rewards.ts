import type { ProgramDocumentInput } from "@/lib/domain/program/schema";

/** What members can take for points. */
export const rewards = {
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
  birthday: {
    key: "birthday-soap",
    kind: "free_product",
    name: { en: "Birthday soap", ja: "お誕生日のソープ", ru: "Мыло ко дню рождения" },
    price: 100,
    product: "SOA-OAT",
    costMinor: 260,
    segments: ["birthdays-this-month"],
    perCustomerLimit: 1,
    validDays: 45,
  },
} satisfies Record<string, ProgramDocumentInput["rewards"][number]>;

const everyWeeks = (
  weeks: 4 | 8 | 12,
  perks: { discountBps: number; earnMultiplierBps: number; renewalPoints: number },
) => ({
  key: `every-${weeks}-weeks`,
  name: {
    en: `Every ${weeks} weeks`,
    ja: `${weeks}週間ごと`,
    ru: `Каждые ${weeks === 4 ? "4 недели" : `${weeks} недель`}`,
  },
  interval: { unit: "week" as const, count: weeks },
  ...perks,
  freeShipping: true,
  shippingCostMinor: 395,
  gifts: [
    { renewal: 3, reward: rewards.candle.key },
    { renewal: 6, reward: rewards.fifteen.key },
  ],
});

export type SeedPlan = ReturnType<typeof everyWeeks>;

/** What subscribers are given: the oftener they are sent something, the more. */
export const plans: [often: SeedPlan, sometimes: SeedPlan, seldom: SeedPlan] = [
  everyWeeks(4, { discountBps: 1_500, earnMultiplierBps: 15_000, renewalPoints: 50 }),
  everyWeeks(8, { discountBps: 1_000, earnMultiplierBps: 12_500, renewalPoints: 50 }),
  everyWeeks(12, { discountBps: 500, earnMultiplierBps: 11_000, renewalPoints: 50 }),
];
