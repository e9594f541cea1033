import type { ProgramDocumentInput } from "@/lib/domain/program/schema";

export const ZONE = "Europe/London";
export const REWARD = { price: 30n, stock: 3, limit: 2, validDays: 20 };
export const GRACE_DAYS = 14;
/** Units live for a month; or for two without an act. */
export const monthsOf = { rolling: 1, inactivity: 2 } as const;
const acts: ("earn" | "spend" | "event")[] = ["earn", "spend", "event"];
export type Expiry = keyof typeof monthsOf;

const points = (units: number) => ({ type: "fixed" as const, asset: "points", units });
const rate = (perMinor: number) => ({ type: "rate" as const, asset: "points", units: 1, perMinor });
const onOrder = { trigger: "order.paid" as const, stacking: "bonus" as const };
const tier = (key: string, threshold: number, earnMultiplierBps: number) => ({
  ...{ key, threshold },
  benefits: { earnMultiplierBps },
});

/** The program that the model knows, as a document. */
export const programOf = (expiry: Expiry): Partial<ProgramDocumentInput> => ({
  timezone: ZONE,
  earningRules: [
    { key: "purchase", trigger: "order.paid", effects: [rate(100)] },
    { key: "held", ...onOrder, effects: [rate(200)], activation: { type: "days", days: 3 } },
    {
      ...{ key: "big", ...onOrder, effects: [points(25)] },
      conditions: { all: [{ field: "order_total", op: "at_least", value: 5_000 }] },
      caps: { perPeriod: [{ units: 60, period: "month" }] },
    },
    {
      ...{ key: "second", ...onOrder, effects: [points(40)] },
      conditions: { all: [{ field: "order_number", op: "equals", value: 2 }] },
    },
    {
      ...{ key: "review", trigger: "review.posted", effects: [points(20)] },
      frequency: { times: 2, period: "month" },
    },
  ],
  tiers: { metric: "spend", levels: [tier("silver", 10_000, 12_500), tier("gold", 30_000, 15_000)] },
  rewards: [
    {
      ...{ key: "voucher", kind: "amount_off", valueMinor: 300, price: Number(REWARD.price) },
      ...{ stock: REWARD.stock, perCustomerLimit: REWARD.limit, validDays: REWARD.validDays },
    },
  ],
  returnGraceDays: GRACE_DAYS,
  expiry: { type: expiry, months: monthsOf[expiry], ...(expiry === "inactivity" ? { resetBy: acts } : {}) },
});
