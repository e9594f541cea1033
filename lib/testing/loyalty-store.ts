import { customers, merchants, programVersions, rewardStock } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { type ProgramDocumentInput, programDocumentSchema } from "@/lib/domain/program/schema";
import { verifyLedger } from "@/lib/features/ledger";
import { type Actor, type Ctx, makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import type { TestDatabase } from "./database";

/** When the stores of tests begin. */
export const STORE_START = new Date("2026-01-01T00:00:00Z");

/** A later moment in such a store, at which tests play. */
export const NOON = new Date("2026-03-10T12:00:00Z");

export const minutesLater = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

const document: ProgramDocumentInput = {
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
    },
  ],
  tiers: null,
  rewards: [],
  expiry: { type: "none" },
};

/** A store of its own with a live program; what a test says replaces the parts of a minimal document. */
export async function makeStore(database: TestDatabase, program: Partial<ProgramDocumentInput> = {}) {
  const merchantId = newId();
  const live = programDocumentSchema.parse({ ...document, ...program });
  const { owner } = database;
  await owner.insert(merchants).values({
    id: merchantId,
    slug: `store-${merchantId}`,
    name: "Test store",
    currency: live.currency,
    timezone: live.timezone,
    createdAt: STORE_START,
  });
  await owner.insert(programVersions).values({
    merchantId,
    number: 1,
    document: live,
    author: "system",
    publishedAt: STORE_START,
    effectiveFrom: STORE_START,
  });
  const limited = live.rewards.filter((reward) => reward.stock !== null);
  if (limited.length > 0)
    await owner.insert(rewardStock).values(
      limited.map(({ key, stock }) => ({
        merchantId,
        rewardKey: key,
        remaining: stock ?? 0,
        stated: stock ?? 0,
      })),
    );
  const as = (actor: Actor, now = STORE_START): Ctx => makeCtx({ merchantId, actor, db: database.db, now });

  /** A member without points. */
  async function addMember(values: Partial<typeof customers.$inferInsert> = {}): Promise<string> {
    const id = newId();
    await owner
      .insert(customers)
      .values({ merchantId, id, externalId: id, createdAt: STORE_START, enrolledAt: STORE_START, ...values });
    return id;
  }

  /** What the ledger's own check finds wrong. */
  async function brokenInvariants() {
    return (await read(as({ type: "system" }), verifyLedger, {})).broken;
  }
  return { merchantId, slug: `store-${merchantId}`, as, addMember, brokenInvariants };
}

export type TestStore = Awaited<ReturnType<typeof makeStore>>;
