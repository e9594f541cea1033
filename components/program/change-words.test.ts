import fc from "fast-check";
import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import { createSegmentWords } from "@/components/segments/words";
import { diffPrograms } from "@/lib/domain/program/diff";
import { type ProgramDocument, programDocumentSchema } from "@/lib/domain/program/schema";
import { starterProgram, usualReferral } from "@/lib/domain/program/starter";
import { createFormat } from "@/lib/platform/i18n/format";
import { programs } from "@/lib/testing/programs";
import messages from "@/messages/en.json";
import { changesInWords } from "./change-words";
import { createWords } from "./words";

const t = createTranslator({ locale: "en", messages, namespace: "program" });
const format = createFormat({ locale: "en", currency: "GBP", timeZone: "Europe/London" });
const tests = createSegmentWords(
  createTranslator({ locale: "en", messages, namespace: "segments" }),
  format,
  {
    tiers: [],
    plans: [],
  },
);
const words = (document: ProgramDocument) => createWords(t, format, document, [], tests);
const told = (before: ProgramDocument, after: ProgramDocument) =>
  changesInWords(words(before), words(after), diffPrograms(before, after));

const base = programDocumentSchema.parse({
  ...starterProgram({ name: "Shop", currency: "GBP", timezone: "Europe/London" }),
  tiers: { metric: "spend", levels: [{ key: "gold", name: { en: "Gold" }, threshold: 50_000 }] },
  rewards: [{ kind: "amount_off", key: "five", name: { en: "Fiver" }, price: 500, valueMinor: 500 }],
});

test("a change is told with names, money, points and dates as people write them", () => {
  const after = programDocumentSchema.parse({
    ...base,
    earningRules: base.earningRules.map((rule) => ({
      ...rule,
      effects: [{ type: "rate", asset: "points", units: 2, perMinor: 100 }],
      when: { from: "2026-05-01" },
      who: { tiers: ["gold"] },
    })),
    tiers: { ...base.tiers, levels: [{ key: "gold", name: { en: "Gold" }, threshold: 40_000 }] },
    rewards: base.rewards.map((reward) => ({
      ...reward,
      price: 400,
      stock: 10,
      pricePerTier: { gold: 300 },
    })),
    expiry: { type: "rolling", months: 12 },
    pointValueMinor: 1,
  });
  expect(told(base, after).map((line) => Object.values(line).slice(1).join(" | "))).toEqual([
    "Way to earn: Points for every order | Earns | 1 point for each £1.00 | 2 points for each £1.00",
    "Way to earn: Points for every order | For whom | Everyone | Gold",
    "Way to earn: Points for every order | First day | – | 1 May 2026",
    "Tier: Gold | Reached at | from £500.00 spent | from £400.00 spent",
    "Reward: Fiver | Price | 500 points | 400 points",
    "Reward: Fiver | Price for Gold | – | 300 points",
    "Reward: Fiver | Stock | no limit | 10",
    "Program | Expiry | Points never expire. | Points expire 12 months after they are earned.",
    "Program | Worth of a point | – | £0.01",
  ]);
});

test("the referral program is told as a whole when it comes, then gift by gift and term by term", () => {
  const usual = { ...base, referral: usualReferral("GBP") };
  const changed = programDocumentSchema.parse({
    ...base,
    referral: { ...usual.referral, friend: { type: "reward", reward: "five" }, holdingDays: 7 },
  });
  expect(told(base, usual)).toMatchObject([
    { subject: "Referral", field: "New", before: "–", after: expect.stringContaining("500 points") },
  ]);
  expect(told(usual, changed).map((line) => Object.values(line).slice(1).join(" | "))).toEqual([
    "Referral | The friend gets | 500 points | Fiver",
    "Referral | Days to wait after it | 14 days | 7 days",
  ]);
});

test("a plan's interval is told as one, and its gifts with the names of the rewards", () => {
  const plan = { key: "monthly", name: { en: "Monthly" }, interval: { unit: "month" as const } };
  const withPlan = (change: object) =>
    programDocumentSchema.parse({ ...base, perks: { plans: [{ ...plan, ...change }] } });
  const lines = (before: ProgramDocument, after: ProgramDocument) =>
    told(before, after).map((line) => Object.values(line).slice(1).join(" | "));
  const changed = {
    interval: { unit: "week", count: 2 },
    discountBps: 1250,
    renewalPoints: 50,
    gifts: [{ renewal: 3, reward: "five" }],
  };
  expect(lines(withPlan({}), withPlan(changed))).toEqual([
    "Subscription plan: Monthly | Comes | every month | every 2 weeks",
    "Subscription plan: Monthly | Discount | 0% | 12.5%",
    "Subscription plan: Monthly | Points at each renewal | 0 points | 50 points",
    "Subscription plan: Monthly | Gifts | none | 3rd renewal: Fiver",
  ]);
  expect(lines(base, withPlan(changed))).toEqual([
    "Subscription plan: Monthly | New | – | every 2 weeks: 12.5% off, 50 points; 3rd renewal: Fiver",
  ]);
});

test("a new reward is told with its prices by tier and with what its sentence leaves out; a new tier with all it is", () => {
  const after = programDocumentSchema.parse({
    ...base,
    tiers: {
      ...base.tiers,
      levels: [
        ...(base.tiers?.levels ?? []),
        { key: "top", name: { en: "Top" }, threshold: 90_000, benefits: { freeShipping: true } },
      ],
      window: { type: "calendar_year" },
    },
    rewards: [
      ...base.rewards,
      {
        ...{ kind: "free_shipping", key: "ship", name: { en: "Post" }, price: 600, costMinor: 395 },
        ...{ pricePerTier: { gold: 450 }, codePattern: "POST-############", active: false },
      },
      { kind: "pay_with_points", key: "pay", name: { en: "Pay" }, price: 50, valueMinor: 100 },
    ],
  });
  expect(told(base, after).map((line) => Object.values(line).slice(1).join(" | "))).toEqual([
    "Tiers | Counted | since the first order | in a calendar year",
    "Tier: Top | New | – | from £900.00 spent in a calendar year · free shipping",
    "Reward: Post | New | – | Free shipping for 600 points (450 points for Gold).",
    "Reward: Post | Cost to you | – | £3.95",
    "Reward: Post | Pattern of codes | – | POST-############",
    "Reward: Post | Switched on | – | no",
    "Reward: Pay | New | – | £1.00 off for every 50 points.",
  ]);
});

test("a part of a rule is told as one, in the words of its sentence", () => {
  const happy = {
    ...base.earningRules[0],
    effects: [{ type: "per_item", asset: "stamps:coffee", units: 3 }],
    basis: { only: { categories: ["coffee"] }, exclude: { giftCards: true } },
    conditions: { all: [{ field: "order_total", op: "at_least", value: 500 }] },
    who: { tiers: ["gold"] },
    when: { hours: [{ days: [2], from: "17:00", until: "19:00" }] },
    activation: { type: "days", days: 14, after: "delivered" },
    caps: { perPeriod: [{ units: 10, period: "day" }] },
    expiry: { type: "rolling", months: 6, roundTo: "month" },
  };
  const after = programDocumentSchema.parse({
    ...base,
    stampCards: [{ key: "coffee", name: { en: "Coffee" } }],
    earningRules: [happy],
  });
  const rule = "Way to earn: Points for every order";
  expect(told(base, after).map((line) => Object.values(line).slice(1).join(" | "))).toEqual([
    `${rule} | Earns | 1 point for each £1.00 | 3 stamps of Coffee for each piece`,
    `${rule} | What of the order counts | an order | coffee in an order (without gift cards)`,
    `${rule} | Conditions | none | order for at least £5.00`,
    `${rule} | For whom | Everyone | Gold`,
    `${rule} | Hours | Always | on Tuesday 17:00–19:00`,
    `${rule} | When units can be used | usable at once | usable 14 days after delivery`,
    `${rule} | Expiry | like all others in the program | They expire 6 months after they are earned, at the end of that month.`,
    `${rule} | Limits | none | at most 10 stamps of Coffee a day`,
    "Stamp card: Coffee | New | – | stamps by Points for every order, no reward takes them",
  ]);
  expect(after.earningRules.map(words(after).sentence)).toEqual([
    "Members in Gold who order for at least £5.00 get 3 stamps of Coffee for each piece of coffee in an order (without gift cards) on Tuesday 17:00–19:00, at most 10 stamps of Coffee a day, usable 14 days after delivery. They expire 6 months after they are earned, at the end of that month.",
  ]);
});

test("every change between two programs has a line of its own, in words", () => {
  fc.assert(
    fc.property(programs, programs, (before, after) => {
      const lines = told(before, after);
      const ids = lines.map((line) => line.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const line of lines) {
        expect(line.before).not.toBe(line.after);
        for (const text of Object.values(line)) expect(text).not.toMatch(/^$|undefined|\[object|program\./);
      }
    }),
  );
});

test("segments are told by their names, and a rule or reward says whom it is for", () => {
  const segments = [{ key: "lapsed", name: "Lapsed 90 days", sentence: "" }];
  const wordsWith = (document: ProgramDocument) => createWords(t, format, document, segments);
  const bonus = { key: "double", trigger: "order.paid", stacking: "bonus" };
  const withBonus = (who: object) =>
    programDocumentSchema.parse({
      ...base,
      earningRules: [
        ...base.earningRules,
        { ...bonus, effects: [{ type: "multiply", factorBps: 20_000 }], who },
      ],
    });
  const [open, narrow] = [withBonus({}), withBonus({ segments: ["lapsed", "gone"] })];
  const tell = (before: ProgramDocument, after: ProgramDocument) =>
    changesInWords(wordsWith(before), wordsWith(after), diffPrograms(before, after)).map((line) =>
      Object.values(line).slice(1).join(" | "),
    );
  expect(tell(open, narrow)).toEqual([
    "Way to earn: double | In which segments | Everyone | Lapsed 90 days, gone",
  ]);
  expect(tell(base, narrow)[0]).toContain("Members in Lapsed 90 days or gone get 2× the points of an order.");
  const rewards = base.rewards.map((reward) => ({ ...reward, segments: ["lapsed"] }));
  expect(tell({ ...base, rewards: [] }, { ...base, rewards })[0]).toContain(", only in Lapsed 90 days");
  expect(wordsWith(base).audience({ tiers: ["gold"], segments: ["lapsed"] })).toBe(
    "Only Gold, and in Lapsed 90 days",
  );
});

test("a price of a tier that goes is told with the name of the tier", () => {
  const [reward] = base.rewards;
  const before = programDocumentSchema.parse({
    ...base,
    rewards: [{ ...reward, pricePerTier: { gold: 300 } }],
  });
  const after = programDocumentSchema.parse({ ...base, tiers: null });
  const fields = told(before, after).map(({ subject, field }) => `${subject} | ${field}`);
  expect(fields).toContain("Reward: Fiver | Price for Gold");
});
