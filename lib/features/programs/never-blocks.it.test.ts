import { asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customers } from "@/db/schema";
import { type ProgramDocument, programDocumentSchema } from "@/lib/domain/program/schema";
import { recordOrders } from "@/lib/features/orders";
import { simulate } from "@/lib/features/simulation";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { refreshStatistics } from "@/lib/platform/statistics";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, NOON, type TestStore } from "@/lib/testing/loyalty-store";
import { applyLiveProgram, publishDocument, pullDocument } from "./index";

const database = await testDatabase();
afterAll(database.drop);
const { db, owner } = database;

/** More than one transaction moves. */
const MEMBERS = 3_000;

let store: TestStore;
let ids: string[];
let live: ProgramDocument;
const ctx = () => store.as({ type: "system" }, NOON);

beforeAll(async () => {
  store = await makeStore(database);
  await owner.execute(sql`
    insert into customers (merchant_id, id, external_id, created_at, enrolled_at, orders_count)
    select ${store.merchantId}::uuid, gen_random_uuid(), 'm-' || n, ${NOON}, ${NOON}, 5 from generate_series(1, ${MEMBERS}) n`);
  const rows = await db
    .select({ externalId: customers.externalId })
    .from(customers)
    .where(eq(customers.merchantId, store.merchantId))
    .orderBy(asc(customers.id));
  ids = rows.map(({ externalId }) => externalId);
  live = await read(ctx(), pullDocument, {});
});

const ladder = (key: string) => ({ metric: "orders" as const, levels: [{ key, threshold: 3 }] });
const publish = (key: string) =>
  execute(ctx(), publishDocument, { document: { ...live, tiers: ladder(key) } });

let told = 0;
/** Awards an order to a member; how long that took, in ms. */
async function award(customerExternalId: string): Promise<number> {
  const began = performance.now();
  told += 1;
  const order = { externalId: `o-${told}`, customerExternalId, placedAt: NOON, totalMinor: 1_000n };
  await execute(ctx(), recordOrders, { facts: [{ kind: "order", order }] });
  return performance.now() - began;
}

/** A promise that is kept from outside. */
function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

/** Does the work while a transaction that moves the first members to their tiers stays open. */
async function whileMembersMove(work: () => Promise<void>): Promise<void> {
  await db.transaction(async (tx) => {
    const moving: Ctx = { ...ctx(), tx, db: tx as unknown as typeof db };
    await execute(moving, applyLiveProgram, { after: null });
    await work();
  });
}

describe("awards", () => {
  test("go through while a dry run is open, and so do a publication and a load's statistics", async () => {
    const [begun, release] = [gate(), gate()];
    const document = programDocumentSchema.parse({ ...live, tiers: ladder("played") });
    const onDay = () => {
      begun.open();
      return release.passed;
    };
    const played = simulate(ctx(), { document, days: 1, onDay });
    await begun.passed;
    await award(ids[0] ?? "");
    expect(await publish("silver")).toMatchObject({ membersMoved: MEMBERS });
    await award(ids[1] ?? "");
    // As an import does meanwhile.
    await refreshStatistics(db);
    release.open();
    expect((await played).customers.simulated).toBe(MEMBERS);
  });

  test("go through for all members but those whom a publication is moving at that moment", async () => {
    await owner.update(customers).set({ tierKey: null }).where(eq(customers.merchantId, store.merchantId));
    await whileMembersMove(async () => {
      await award(ids.at(-1) ?? "");
      await award("somebody-new");
    });
  });

  test("wait for a few members' move at most, never for the whole publication", async () => {
    const waits: number[] = [];
    const began = performance.now();
    let total: number | null = null;
    const published = publish("gold").then(() => {
      total = performance.now() - began;
    });
    for (let i = 0; total === null; i++) waits.push(await award(ids[(i * 997) % ids.length] ?? ""));
    await published;
    const slowest = Math.max(...waits);
    expect(waits.length).toBeGreaterThan(3);
    expect(slowest).toBeLessThan((total ?? 0) / 2);
    expect(await store.brokenInvariants()).toEqual([]);
  });
});
