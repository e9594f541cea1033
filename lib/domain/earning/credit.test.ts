import { describe, expect, test } from "vitest";
import { type Activation, programDocumentSchema } from "@/lib/domain/program/schema";
import { creditOf } from "./credit";
import { factAt } from "./fact";
import type { Award, OrderForEarning } from "./types";

const document = (expiry: object, ruleExpiry: object | null = null) =>
  programDocumentSchema.parse({
    schema: 1,
    name: "Test",
    currency: "GBP",
    timezone: "Europe/London",
    locales: ["en"],
    earningRules: [
      {
        key: "purchase",
        trigger: "order.paid",
        effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
        expiry: ruleExpiry,
      },
    ],
    tiers: null,
    rewards: [],
    expiry,
  });

const award = (activation: Activation): Award => ({
  ruleKey: "purchase",
  asset: "points",
  units: 10n,
  basisMinor: 1000n,
  rounding: "floor",
  lines: [],
  activation,
  trace: { rule: "purchase", facts: { tier: null, on: "2026-01-31" }, arithmetic: [] },
});

const order: OrderForEarning = {
  totalMinor: 1000n,
  paidWithPointsMinor: 0n,
  paidWithCreditMinor: 0n,
  discountMinor: 0n,
  taxMinor: 0n,
  shippingMinor: 0n,
  channel: null,
  lines: [],
  number: 1,
  daysSinceOrder: null,
};

function posted(
  activation: Activation,
  { expiry = { type: "rolling", months: 1 }, ruleExpiry = null, deliveredOn = null, ofOrder = true } = {} as {
    expiry?: object;
    ruleExpiry?: object | null;
    deliveredOn?: string | null;
    ofOrder?: boolean;
  },
) {
  const fact = factAt(
    ofOrder ? "order.paid" : "visit",
    new Date("2026-01-31T00:30:00Z"),
    "Europe/London",
    ofOrder ? { order, deliveredOn } : {},
  );
  return creditOf(award(activation), {
    version: { document: document(expiry, ruleExpiry), number: 7 },
    fact,
    key: "order:A:earn",
    orderId: ofOrder ? "id" : null,
    customerId: "c",
    sourceType: "order",
    sourceId: "A",
  });
}

describe("units", () => {
  test("that are there at once are earned, and expire from that day", () => {
    const credit = posted({ type: "immediate" });
    expect(credit).toMatchObject({
      code: "earn",
      amount: 10n,
      key: "order:A:earn:purchase:points",
      expiresOn: "2026-02-28",
      programVersion: 7,
      award: { orderId: "id", ruleKey: "purchase", basisMinor: 1000n, rounding: "floor" },
    });
    expect(credit.pending).toBeUndefined();
  });

  test("that wait for days expire from the day they can be used", () => {
    expect(posted({ type: "days", days: 14, after: "paid" })).toMatchObject({
      code: "earn_pending",
      pending: { availableOn: "2026-02-14" },
      expiresOn: "2026-03-14",
    });
  });

  test("that wait from delivery on await it, with no date at all, until it is known", () => {
    const activation: Activation = { type: "days", days: 30, after: "delivered" };
    expect(posted(activation)).toMatchObject({
      code: "earn_pending",
      pending: { awaits: "order.delivered", voidOn: null },
      expiresOn: null,
    });
    expect(posted(activation, { deliveredOn: "2026-02-03" })).toMatchObject({
      pending: { availableOn: "2026-03-05" },
      expiresOn: "2026-04-05",
    });
  });

  test("of what is no order wait from the fact itself, whatever they wait for", () => {
    const credit = posted({ type: "days", days: 30, after: "delivered" }, { ofOrder: false });
    expect(credit.pending).toEqual({ availableOn: "2026-03-02" });
  });

  test("of an order delivered long ago are there at once", () => {
    const credit = posted({ type: "days", days: 5, after: "delivered" }, { deliveredOn: "2026-01-26" });
    expect([credit.code, credit.pending, credit.expiresOn]).toEqual(["earn", undefined, "2026-02-28"]);
  });

  test("that await an event are void when it has not come by the last day", () => {
    const credit = posted({ type: "event", event: "review.posted", withinDays: 28 });
    expect(credit.pending).toEqual({ awaits: "review.posted", voidOn: "2026-02-28" });
    expect(credit.expiresOn).toBeNull();
  });

  test("expire by the rule's own word where it has one", () => {
    const credit = posted({ type: "immediate" }, { ruleExpiry: { type: "fixed", dates: ["12-31"] } });
    expect(credit.expiresOn).toBe("2026-12-31");
  });

  test("slide, and keep what slides alive, where inactivity lets them expire", () => {
    const credit = posted({ type: "immediate" }, { expiry: { type: "inactivity", months: 12 } });
    expect(credit).toMatchObject({
      slides: { months: 12, resetBy: ["earn", "spend"] },
      act: "earn",
      expiresOn: "2027-01-31",
    });
    const spendOnly = posted(
      { type: "immediate" },
      { expiry: { type: "inactivity", months: 12, resetBy: ["spend"] } },
    );
    expect([spendOnly.slides, spendOnly.act]).toEqual([{ months: 12, resetBy: ["spend"] }, undefined]);
  });
});
