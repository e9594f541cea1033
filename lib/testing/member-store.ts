import { and, eq } from "drizzle-orm";
import { customers, mails } from "@/db/schema";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { requestCode, verifyCode } from "@/lib/features/members";
import { execute } from "@/lib/platform/command";
import type { TestDatabase } from "./database";
import { makeStore, NOON } from "./loyalty-store";

/** A program that welcomes who joins. */
export const welcomingProgram: Partial<ProgramDocumentInput> = {
  earningRules: [
    {
      key: "purchase",
      trigger: "order.paid",
      effects: [{ type: "rate", asset: "points", units: 1, perMinor: 100 }],
    },
    { key: "welcome", trigger: "customer.joined", effects: [{ type: "fixed", asset: "points", units: 100 }] },
    {
      key: "later",
      trigger: "customer.joined",
      effects: [{ type: "fixed", asset: "points", units: 5 }],
      when: { from: "2026-06-01" },
    },
  ],
  tiers: {
    metric: "points",
    levels: [
      { key: "bronze", threshold: 100 },
      { key: "gold", threshold: 1000 },
    ],
  },
  rewards: [
    { key: "dear", kind: "amount_off", price: 220, valueMinor: 1000 },
    { key: "cheap", kind: "amount_off", price: 50, valueMinor: 200 },
    { key: "golden", kind: "free_shipping", price: 10, costMinor: 300, tiers: ["gold"] },
  ],
  expiry: { type: "rolling", months: 1 },
};

/** A store with the welcoming program, another beside it, and what its visitors and members do by e-mail. */
export async function memberStore(database: TestDatabase) {
  const store = await makeStore(database, welcomingProgram);
  const other = await makeStore(database, welcomingProgram);
  const visitor = (now = NOON, at = store) => at.as({ type: "visitor" }, now);
  const self = (customerId: string, now = NOON) => store.as({ type: "customer", customerId }, now);

  /** The code in the last mail to an address. */
  async function mailedCode(email: string): Promise<string> {
    const rows = await database.owner
      .select({ text: mails.text })
      .from(mails)
      .where(and(eq(mails.merchantId, store.merchantId), eq(mails.recipient, email)))
      .orderBy(mails.id);
    return rows.at(-1)?.text.match(/\b\d{6}\b/)?.[0] ?? "";
  }

  async function signIn(email: string, options: { now?: Date; acceptsMarketing?: boolean } = {}) {
    const { now = NOON, acceptsMarketing } = options;
    await execute(visitor(now), requestCode, { email, locale: "en" });
    const guess = {
      email,
      code: await mailedCode(email.trim().toLowerCase()),
      locale: "en",
      acceptsMarketing,
    };
    const answer = await execute(visitor(now), verifyCode, guess);
    if (answer.status !== "signed_in") throw new Error(answer.status);
    return answer;
  }

  const customerRow = async (id: string) => {
    const [row] = await database.owner
      .select()
      .from(customers)
      .where(and(eq(customers.merchantId, store.merchantId), eq(customers.id, id)));
    return row;
  };

  return { store, other, visitor, self, mailedCode, signIn, customerRow };
}
