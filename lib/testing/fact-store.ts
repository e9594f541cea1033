import type { Db } from "@/db/client";
import {
  customers,
  ledgerEntries,
  ledgerTransactions,
  merchants,
  orders,
  programCosts,
  redemptions,
  refunds,
  surveyResponses,
} from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Role } from "@/lib/domain/permissions";
import { rewardSchema } from "@/lib/domain/program/schema";
import { makeCtx } from "@/lib/platform/ctx";

type Row<T extends { $inferInsert: object }> = Partial<T["$inferInsert"]>;

const reward = rewardSchema.parse({
  key: "five-off",
  kind: "amount_off",
  price: 100,
  valueMinor: 500,
});

/** A store whose facts a test writes row by row, past the ledger: it tests how figures are read, not how facts come. */
export async function testStore(owner: Db, settings: Row<typeof merchants> = {}) {
  const merchantId = newId();
  const createdAt = new Date("2020-01-01T00:00:00Z");
  await owner.insert(merchants).values({
    id: merchantId,
    slug: merchantId,
    name: "Test store",
    currency: "GBP",
    timezone: "Europe/London",
    createdAt,
    ...settings,
  });

  async function customer(row: Row<typeof customers> = {}) {
    const id = newId();
    await owner.insert(customers).values({ merchantId, id, externalId: id, createdAt, ...row });
    return id;
  }
  /** `at` is an instant; the total is in minor units. */
  async function order(customerId: string | null, at: string, total: number, row: Row<typeof orders> = {}) {
    const id = newId();
    const placedAt = new Date(at);
    const facts = { placedAt, recordedAt: placedAt, totalMinor: BigInt(total), contentHash: "" };
    await owner
      .insert(orders)
      .values({ merchantId, id, externalId: id, customerId, status: "paid", ...facts, ...row });
    return id;
  }
  async function refund(orderId: string | null, at: string, amount: number, row: Row<typeof refunds> = {}) {
    const refundedAt = new Date(at);
    const facts = { refundedAt, recordedAt: refundedAt, amountMinor: BigInt(amount), contentHash: "" };
    await owner
      .insert(refunds)
      .values({ merchantId, id: newId(), externalId: newId(), orderId, ...facts, ...row });
  }
  async function answer(
    customerId: string | null,
    at: string,
    score: number,
    kind: "nps" | "csat" | "ces" = "nps",
  ) {
    const facts = { kind, score, answeredAt: new Date(at) };
    await owner
      .insert(surveyResponses)
      .values({ merchantId, id: newId(), externalId: newId(), customerId, ...facts });
  }
  async function cost(date: string, amount: number, kind: "software" | "marketing" = "software") {
    const id = newId();
    await owner
      .insert(programCosts)
      .values({ merchantId, id, externalId: id, date, kind, amountMinor: BigInt(amount), createdAt });
  }
  /** Units from the merchant's `issued` account to the wallet, or from the wallet to `redeemed`. */
  async function ledger(
    customerId: string,
    at: string,
    units: number,
    row: Row<typeof ledgerTransactions> = {},
  ): Promise<string> {
    const id = newId();
    const occurredAt = new Date(at);
    const head = { sourceType: "order", sourceId: id, actor: "system", idempotencyKey: id, inputHash: "" };
    await owner.insert(ledgerTransactions).values({
      merchantId,
      id,
      customerId,
      asset: "points",
      code: "earn",
      occurredAt,
      recordedAt: occurredAt,
      ...head,
      ...row,
    });
    const redeemed = row.code === "redeem";
    await owner.insert(ledgerEntries).values({
      merchantId,
      transactionId: id,
      position: 0,
      customerId,
      asset: "points",
      fromAccount: redeemed ? "available" : "issued",
      toAccount: redeemed ? "redeemed" : "available",
      amount: BigInt(units),
    });
    return id;
  }
  async function redemption(customerId: string, at: string, row: Row<typeof redemptions> = {}) {
    const issuedAt = new Date(at);
    const transactionId = await ledger(customerId, at, 100, { code: "redeem", sourceType: "redemption" });
    const taken = {
      rewardKey: reward.key,
      reward,
      programVersion: 1,
      asset: "points",
      price: 100n,
      code: newId(),
    };
    await owner.insert(redemptions).values({
      merchantId,
      id: newId(),
      customerId,
      transactionId,
      ...taken,
      issuedAt,
      status: "issued",
      ...row,
    });
  }

  function ctx(db: Db, role: Role = "analyst", now = new Date("2026-06-15T12:00:00Z")) {
    return makeCtx({
      merchantId,
      db,
      now,
      actor: { type: "staff", userId: newId(), role, email: "a@example.com" },
    });
  }
  return { merchantId, customer, order, refund, answer, cost, ledger, redemption, ctx };
}
