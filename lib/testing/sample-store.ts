import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { importBatches } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Permission, Role } from "@/lib/domain/permissions";
import { can, roles } from "@/lib/domain/permissions";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { recordCost } from "@/lib/features/costs";
import { upsertCustomer } from "@/lib/features/customers";
import { startImport } from "@/lib/features/imports";
import { adjustPoints } from "@/lib/features/ledger";
import { createMerchant } from "@/lib/features/merchants";
import { recordOrders } from "@/lib/features/orders";
import { listMails } from "@/lib/features/outbox";
import { publishDocument, saveExpiry } from "@/lib/features/programs";
import { claimReferral, openReferralLink, requestClaim } from "@/lib/features/referrals";
import { redeemReward } from "@/lib/features/rewards";
import { saveSegment } from "@/lib/features/segments";
import { cancelSimulation, startSimulation } from "@/lib/features/simulation";
import { recordSubscription } from "@/lib/features/subscriptions";
import { createInvitation, createSurvey } from "@/lib/features/surveys";
import { secretOfToken } from "@/lib/features/surveys/token";
import { addMember } from "@/lib/features/team";
import { openSession } from "@/lib/platform/auth/sessions";
import { execute } from "@/lib/platform/command";
import { type Actor, makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";

export const SAMPLE_PASSWORD = "a sample password";

export const sampleDocument: ProgramDocumentInput = {
  schema: 1,
  name: "Sample",
  currency: "GBP",
  timezone: "Europe/London",
  locales: ["en"],
  earningRules: [
    {
      key: "purchase",
      trigger: "order.paid",
      effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
    },
    { key: "welcome", trigger: "customer.joined", effects: [{ type: "fixed", asset: "points", units: 50 }] },
  ],
  tiers: {
    metric: "spend",
    levels: [
      { key: "base", threshold: 0 },
      { key: "gold", threshold: 100_000 },
    ],
  },
  referral: { advocate: { type: "points", units: 100 }, friend: { type: "points", units: 50 } },
  rewards: [{ key: "five-off", kind: "amount_off", price: 100, valueMinor: 500, stock: 20 }],
  perks: { plans: [{ key: "monthly", interval: { unit: "month" }, renewalPoints: 10 }] },
  expiry: { type: "none" },
};

/**
 * A store with one of everything, made by the product's own commands. `word` stands in every name, mail address and
 * note of it, so that what belongs to it can be recognised wherever it turns up.
 */
export async function sampleStore(db: Db, word: string) {
  const merchantId = newId();
  const as = (actor: Actor) => makeCtx({ merchantId, actor, db });
  const system = as({ type: "system" });
  const slug = `store-${merchantId}`;
  const ownerEmail = `${word}-owner-${merchantId}@example.test`;

  const { ownerId } = await execute(system, createMerchant, {
    slug,
    name: `${word} store`,
    currency: "GBP",
    timezone: "Europe/London",
    owner: { email: ownerEmail, password: SAMPLE_PASSWORD, name: `${word} owner` },
  });
  const { userId: colleagueId } = await execute(system, addMember, {
    email: `${word}-colleague-${merchantId}@example.test`,
    name: `${word} colleague`,
    role: "support",
    password: SAMPLE_PASSWORD,
  });
  const sessionId = await openSession(db, ownerId, system.now);
  await execute(system, publishDocument, { document: { ...sampleDocument, name: `${word} program` } });
  const scheduled = { document: sampleDocument, effectiveFrom: new Date("2099-01-01") };
  await execute(system, publishDocument, scheduled);
  const draft = await execute(system, saveExpiry, { revision: 0, expiry: { type: "rolling", months: 12 } });

  const customerExternalId = `customer-${merchantId}`;
  const { id: customerId } = await execute(system, upsertCustomer, {
    externalId: customerExternalId,
    email: `${word}-customer-${merchantId}@example.test`,
    name: `${word} customer`,
    enrolledAt: system.now.toISOString(),
  });
  const orderExternalId = `order-${merchantId}`;
  const line = {
    lineId: "1",
    sku: "sku",
    title: `${word} mug`,
    category: null,
    collection: null,
    quantity: 1,
    unitPriceMicro: "300000000",
  };
  const order = {
    externalId: orderExternalId,
    customerExternalId,
    placedAt: system.now.toISOString(),
    totalMinor: "30000",
    lines: [line],
  };
  await execute(system, recordOrders, { facts: [{ kind: "order", order }] });
  const { transactionId } = await execute(system, adjustPoints, {
    customerId,
    amount: "200",
    reason: "goodwill",
    note: `${word} note`,
  });
  const redeemed = await execute(system, redeemReward, { customerId, rewardKey: "five-off" });
  const { id: costId } = await execute(system, recordCost, {
    date: "2026-01-31",
    kind: "software",
    amountMinor: "1000",
    note: `${word} cost`,
    externalId: `cost-${merchantId}`,
  });
  const { key: segmentKey } = await execute(system, saveSegment, {
    name: `${word} segment`,
    condition: { all: [{ field: "country", op: "any_of", values: [word] }] },
  });
  const { surveyId } = await execute(system, createSurvey, { name: `${word} survey` });
  const invitation = { surveyId, customer: customerExternalId };
  const { url: surveyUrl } = await execute(system, createInvitation, invitation);
  const [mail] = (await read(system, listMails, {})).rows;
  const { subscriptionId } = await execute(system, recordSubscription, {
    externalId: `subscription-${merchantId}`,
    customerId,
    plan: "monthly",
  });
  const { code: linkCode } = await execute(as({ type: "customer", customerId }), openReferralLink, {});
  const friend = { code: linkCode, email: `${word}-friend-${merchantId}@example.test`, locale: "en" };
  await execute(system, requestClaim, friend);
  const [codeMail] = (await read(system, listMails, {})).rows;
  const digits = codeMail?.subject.slice(0, 6);
  await execute(system, claimReferral, { ...friend, digits });
  const { id: simulationId } = await execute(system, startSimulation, { revision: draft.revision });
  await execute(system, cancelSimulation, { id: simulationId });
  const { batchId } = await execute(system, startImport, {
    kind: "customers",
    files: [`${word}.csv`],
    fingerprint: "0".repeat(64),
  });
  // As if its file had been read: only then can a batch be finished.
  await db
    .update(importBatches)
    .set({ status: "applying" })
    .where(and(eq(importBatches.merchantId, merchantId), eq(importBatches.id, batchId)));

  /** Someone who may do what needs the permission: the owner, another role, the customer, a visitor, or a job. */
  function actorFor(permission: Permission): Actor {
    const role = roles.find((candidate) => can(candidate, permission));
    if (role) return staff(role);
    if (permission.startsWith("self.")) return { type: "customer", customerId };
    return permission === "public" ? { type: "visitor" } : { type: "job", name: "sample" };
  }
  function staff(role: Role): Actor {
    return { type: "staff", userId: ownerId, role, email: ownerEmail };
  }
  return {
    merchantId,
    slug,
    ownerId,
    colleagueId,
    sessionId,
    draftRevision: draft.revision,
    simulationId,
    customerId,
    customerExternalId,
    orderExternalId,
    transactionId,
    redemptionId: redeemed.redemptionId,
    code: redeemed.code,
    costId,
    mailId: mail?.id,
    segmentKey,
    linkCode,
    surveyId,
    surveySecret: secretOfToken(surveyUrl.split("/s/")[1] ?? ""),
    subscriptionId,
    batchId,
    as,
    staff,
    actorFor,
  };
}

export type SampleStore = Awaited<ReturnType<typeof sampleStore>>;
