import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "@/db/client";
import { customerCodes, customerSessions, customers, ledgerTransactions, mails } from "@/db/schema";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { verifyLedger } from "@/lib/features/ledger";
import { redeemOwnReward } from "@/lib/features/rewards";
import { findCustomerSession } from "@/lib/platform/auth/customer-session";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import {
  getMemberCode,
  getMemberHome,
  getStorefront,
  joinProgram,
  listActivity,
  memberLink,
  requestCode,
  signInByLink,
  signOut,
  updatePreferences,
  verifyCode,
} from ".";

const NOON = new Date("2026-03-10T12:00:00Z");
const minutesLater = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

const program: Partial<ProgramDocumentInput> = {
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

let database: TestDatabase;
let store: TestStore;
let other: TestStore;

beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database, program);
  other = await makeStore(database, program);
});
afterAll(() => database.drop());

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
  const guess = { email, code: await mailedCode(email.trim().toLowerCase()), locale: "en", acceptsMarketing };
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

describe("joining by e-mail", () => {
  test("a new address becomes a member with welcome points, tier and consent, at the first code", async () => {
    const { customerId, joined, welcomePoints } = await signIn("New@Example.com ", {
      acceptsMarketing: true,
    });
    expect({ joined, welcomePoints }).toEqual({ joined: true, welcomePoints: "100" });
    expect(await customerRow(customerId)).toMatchObject({
      email: "new@example.com",
      externalId: `web:${customerId}`,
      joinedAt: NOON,
      enrolledAt: NOON,
      acceptsMarketing: true,
      pointsEarned: 100n,
      tierKey: "bronze",
      locale: "en",
    });
    const home = await read(self(customerId), getMemberHome, {});
    expect(home.balances).toEqual({
      available: 100n,
      pending: 0n,
      expiring: [{ amount: 100n, on: "2026-04-10" }],
    });
  });

  test("signing in again is the same customer and gives nothing more", async () => {
    const first = await signIn("again@example.com");
    const second = await signIn("AGAIN@example.com", { now: minutesLater(1) });
    expect(second).toMatchObject({ customerId: first.customerId, joined: false, welcomePoints: "0" });
    expect(second.token).not.toBe(first.token);
  });

  test("a customer the shop knew, who was enrolled by an order, joins and is welcomed once", async () => {
    const id = await store.addMember({ email: "Shopper@Example.com", pointsEarned: 950n });
    const { customerId, welcomePoints } = await signIn("shopper@example.com");
    expect({ customerId, welcomePoints }).toEqual({ customerId: id, welcomePoints: "100" });
    expect(await customerRow(id)).toMatchObject({ tierKey: "gold", pointsEarned: 1050n });
  });

  test("ten joins at the same moment welcome once", async () => {
    const id = await store.addMember();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => execute(self(id), joinProgram, {})));
    expect(outcomes.filter((outcome) => outcome.joined)).toHaveLength(1);
    const earned = await database.owner
      .select({ key: ledgerTransactions.idempotencyKey })
      .from(ledgerTransactions)
      .where(eq(ledgerTransactions.customerId, id));
    expect(earned).toEqual([{ key: `joined:${id}:welcome` }]);
  });

  test("before a program is live signing in works, and the first sign-in after it joins", async () => {
    const early = new Date("2025-12-30T12:00:00Z");
    const { customerId, joined } = await signIn("early@example.com", { now: early });
    expect(joined).toBe(false);
    expect((await read(self(customerId, early), getMemberHome, {})).program).toBeNull();
    expect((await signIn("early@example.com")).joined).toBe(true);
  });

  test("a blocked customer may sign in, and earns nothing", async () => {
    await store.addMember({ email: "blocked@example.com", blockedAt: NOON });
    const { customerId, joined } = await signIn("blocked@example.com");
    expect(joined).toBe(false);
    expect((await read(self(customerId), getMemberHome, {})).member.blocked).toBe(true);
  });
});

describe("codes", () => {
  const guess = (email: string, code: string, now = NOON) =>
    execute(visitor(now), verifyCode, { email, code, locale: "en" });
  const wrongOf = (code: string) => (code === "000000" ? "111111" : "000000");

  test("known and unknown addresses get the same answer", async () => {
    await store.addMember({ email: "known@example.com" });
    const ask = (email: string) => execute(visitor(), requestCode, { email, locale: "en" });
    expect(await ask("known@example.com")).toEqual(await ask("unknown@example.com"));
  });

  test("only a hash of the code is kept", async () => {
    await execute(visitor(), requestCode, { email: "hash@example.com", locale: "en" });
    const [kept] = await database.owner
      .select({ hash: customerCodes.codeHash })
      .from(customerCodes)
      .where(eq(customerCodes.email, "hash@example.com"));
    expect(kept?.hash).not.toContain(await mailedCode("hash@example.com"));
  });

  test("after five wrong guesses the right code does not work either, also when guessed at once", async () => {
    const email = "guess@example.com";
    await execute(visitor(), requestCode, { email, locale: "en" });
    const code = await mailedCode(email);
    expect(await guess(email, wrongOf(code))).toEqual({ status: "wrong", triesLeft: 4 });
    const rest = await Promise.all(Array.from({ length: 8 }, () => guess(email, wrongOf(code))));
    expect(rest.filter((answer) => answer.status === "wrong")).toHaveLength(3);
    expect(await guess(email, code)).toEqual({ status: "expired" });
    await execute(visitor(), requestCode, { email, locale: "en" });
    expect(await guess(email, await mailedCode(email))).toMatchObject({ status: "signed_in" });
  });

  test("a code works once, for 10 minutes, with the spaces people type", async () => {
    const email = "once@example.com";
    await execute(visitor(), requestCode, { email, locale: "en" });
    const code = await mailedCode(email);
    expect(await guess(email, code, minutesLater(10))).toEqual({ status: "expired" });
    expect(await guess(email, `${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({ status: "signed_in" });
    expect(await guess(email, code)).toEqual({ status: "expired" });
  });

  test("a code of one store is nothing in another", async () => {
    const email = "stores@example.com";
    await execute(visitor(), requestCode, { email, locale: "en" });
    const code = await mailedCode(email);
    const answer = await execute(visitor(NOON, other), verifyCode, { email, code, locale: "en" });
    expect(answer).toEqual({ status: "expired" });
  });

  test("more people than there are connections can ask for a code at the same moment", async () => {
    const small = createDatabase(database.url, { max: 2 });
    const asks = Array.from({ length: 8 }, (_, i) =>
      execute({ ...visitor(), db: small.db }, requestCode, { email: `${i}@crowd.test`, locale: "en" }),
    );
    await expect(Promise.all(asks)).resolves.toHaveLength(8);
    await small.end();
  });

  test("no more than five codes in 15 minutes go to one address", async () => {
    const ask = (now: Date) =>
      execute(visitor(now), requestCode, { email: "flood@example.com", locale: "en" });
    for (let i = 0; i < 5; i++) await ask(NOON);
    await expect(ask(NOON)).rejects.toMatchObject({ code: "LIMIT", reason: "too_many_codes" });
    await expect(ask(minutesLater(15))).resolves.toEqual({ sent: true });
  });

  test("the mail is written in the language of the page", async () => {
    await execute(visitor(), requestCode, { email: "ja@example.com", locale: "ja" });
    const [mail] = await database.owner
      .select({ subject: mails.subject, html: mails.html })
      .from(mails)
      .where(eq(mails.recipient, "ja@example.com"));
    expect(mail?.subject).toContain("認証コード");
    expect(mail?.html).toContain('<html lang="ja">');
  });
});

describe("sessions", () => {
  const holder = (token: string, at = store, now = NOON) =>
    findCustomerSession(database.db, { merchantId: at.merchantId, token, now });

  test("the token of one store is nothing in another, and ends after 30 days", async () => {
    const { token, customerId } = await signIn("session@example.com");
    expect(await holder(token)).toBe(customerId);
    expect(await holder(token, other)).toBeNull();
    expect(await holder(token, store, minutesLater(30 * 24 * 60))).toBeNull();
    const kept = await database.owner.select({ hash: customerSessions.tokenHash }).from(customerSessions);
    expect(kept.map((row) => row.hash)).not.toContain(token);
  });

  test("signing out ends this session only, and nobody else's", async () => {
    const mine = await signIn("out@example.com");
    const elsewhere = await signIn("out@example.com", { now: minutesLater(1) });
    const stranger = await signIn("stranger@example.com");
    await execute(self(stranger.customerId), signOut, { token: mine.token });
    expect(await holder(mine.token)).toBe(mine.customerId);
    await execute(self(mine.customerId), signOut, { token: mine.token });
    expect(await holder(mine.token)).toBeNull();
    expect(await holder(elsewhere.token)).toBe(mine.customerId);
  });

  test("a signed link signs its member in once, in its store, until it expires", async () => {
    const customerId = await store.addMember();
    const link = memberLink({
      merchant: { id: store.merchantId, slug: store.slug },
      customerId,
      locale: "en",
      expiresAt: minutesLater(60),
    });
    const token = new URL(link).searchParams.get("token") ?? "";
    const invalid = { code: "NOT_FOUND", reason: "link_invalid" };
    const use = (ctx = visitor(), text = token) => execute(ctx, signInByLink, { token: text });
    await expect(use(visitor(NOON, other))).rejects.toMatchObject(invalid);
    await expect(use(visitor(minutesLater(60)))).rejects.toMatchObject(invalid);
    await expect(use(visitor(), `x${token}`)).rejects.toMatchObject(invalid);
    const session = await use();
    expect(await holder(session.token)).toBe(customerId);
    await expect(use()).rejects.toMatchObject(invalid);
  });
});

describe("the member's own view", () => {
  test("lists what can be taken first, then the nearest, then what a tier locks", async () => {
    const { customerId } = await signIn("offers@example.com");
    const home = await read(self(customerId), getMemberHome, {});
    expect(home.program?.offers.map((offer) => [offer.reward.key, offer.obstacle, offer.missing])).toEqual([
      ["cheap", null, 0n],
      ["dear", "short", 120n],
      ["golden", "tier", 0n],
    ]);
    expect(home.program?.tier).toMatchObject({
      current: { key: "bronze" },
      next: { tier: { key: "gold" }, have: 100n, need: 1000n },
    });
  });

  test("tells the account in order with running balances, page by page", async () => {
    const { customerId } = await signIn("story@example.com");
    const { redemptionId } = await execute(self(customerId, minutesLater(1)), redeemOwnReward, {
      rewardKey: "cheap",
    });
    const first = await read(self(customerId), listActivity, { limit: 1 });
    const second = await read(self(customerId), listActivity, { limit: 1, before: first.next });
    expect([...first.rows, ...second.rows]).toMatchObject([
      { code: "redeem", units: -50n, balance: 50n, reward: { key: "cheap" }, at: minutesLater(1) },
      { code: "earn", units: 100n, balance: 100n, sourceType: "customer", expiresOn: "2026-04-10" },
    ]);
    expect(second.next).toBeNull();
    const home = await read(self(customerId), getMemberHome, {});
    expect(home.codes).toMatchObject([{ id: redemptionId, reward: { key: "cheap" } }]);
  });

  test("a code is shown to its holder only", async () => {
    const holder = await signIn("holder@example.com");
    const { redemptionId, code } = await execute(self(holder.customerId), redeemOwnReward, {
      rewardKey: "cheap",
    });
    expect(await read(self(holder.customerId), getMemberCode, { redemptionId })).toMatchObject({ code });
    const thief = await store.addMember();
    await expect(read(self(thief), getMemberCode, { redemptionId })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("a guest sees what applies today and what is out of stock", async () => {
    const shelf = await makeStore(database, {
      ...program,
      rewards: [{ key: "gone", kind: "amount_off", price: 5, valueMinor: 100, stock: 0 }],
    });
    const storefront = await read(shelf.as({ type: "visitor" }, NOON), getStorefront, {});
    expect(storefront?.program.earningRules.map((rule) => rule.key)).toEqual(["purchase", "welcome"]);
    expect(storefront?.offers).toMatchObject([{ obstacle: "out_of_stock" }]);
  });

  test("changes name and consent of the member alone", async () => {
    const [mine, other] = [await store.addMember(), await store.addMember()];
    await execute(self(mine), updatePreferences, { name: " Ada ", acceptsMarketing: true });
    expect(await customerRow(mine)).toMatchObject({ name: "Ada", acceptsMarketing: true });
    expect(await customerRow(other)).toMatchObject({ name: null, acceptsMarketing: false });
  });
});

test("after all of this the ledger breaks no invariant", async () => {
  const result = await read(store.as({ type: "system" }), verifyLedger, {});
  expect(result).toMatchObject({ broken: [] });
});
