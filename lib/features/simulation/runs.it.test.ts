import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { merchants, simulations, staffUsers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Role } from "@/lib/domain/permissions";
import { recordOrders } from "@/lib/features/orders";
import { getDraft, saveDraft } from "@/lib/features/programs";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, NOON, type TestStore } from "@/lib/testing/loyalty-store";
import { cancelSimulation, getLatestSimulation, runQueuedSimulations, startSimulation } from "./index";

const database = await testDatabase();
afterAll(database.drop);
const { db, owner } = database;

let store: TestStore;
beforeEach(async () => {
  await owner.delete(simulations);
  store = await makeStore(database);
});

const job = () => store.as({ type: "system" }, NOON);
const start = (days = 2) => execute(job(), startSimulation, { revision: 0, days });
const latest = () => read(job(), getLatestSimulation, {});
const change = (values: object) => owner.update(simulations).set(values);

async function as(role: Role) {
  const userId = newId();
  const email = `${userId}@example.com`;
  await owner
    .insert(staffUsers)
    .values({ id: userId, email, name: "Kenji", passwordHash: "–", createdAt: NOON });
  return store.as({ type: "staff", userId, role, email }, NOON);
}

async function order() {
  const order = {
    externalId: "o1",
    customerExternalId: "c1",
    placedAt: new Date("2026-03-09T12:00:00Z"),
    totalMinor: 9_900n,
  };
  await execute(job(), recordOrders, {
    facts: [{ kind: "order", order: { ...order, email: "ann@example.com" } }],
  });
}

describe("a dry run that was asked for", () => {
  test("is played by whoever is there, and tells what it found and how far it came", async () => {
    await order();
    await start();
    expect(await latest()).toMatchObject({ status: "queued", daysDone: 0, result: null });
    await runQueuedSimulations(db);
    expect(await latest()).toMatchObject({ status: "done", daysDone: 2, result: { facts: { orders: 1 } } });
  });

  test("of a store without any history finds nothing, and of one without a program plays what it would start with", async () => {
    await start(90);
    await runQueuedSimulations(db);
    const nothing = { awards: 0, units: "0" };
    expect((await latest())?.result).toMatchObject({
      facts: { orders: 0 },
      rules: [{ ruleKey: "purchase", was: nothing, would: nothing }],
      membersChanged: 0,
      examples: [],
    });
    const fresh = newId();
    const facts = { slug: fresh, name: "New", currency: "GBP", timezone: "Europe/London", createdAt: NOON };
    await owner.insert(merchants).values({ id: fresh, ...facts });
    const ctx = { ...job(), merchantId: fresh };
    await execute(ctx, startSimulation, { revision: 0 });
    await runQueuedSimulations(db);
    expect(await read(ctx, getLatestSimulation, {})).toMatchObject({ status: "done" });
  });

  test("is alone: of five asked for at once one begins, and the next only after it has ended", async () => {
    const answers = await Promise.allSettled([start(), start(), start(), start(), start()]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(start()).rejects.toMatchObject({ code: "PRECONDITION", reason: "simulation_running" });
    await runQueuedSimulations(db);
    await start();
  });

  test("by two workers at once is played by one of them", async () => {
    await start();
    await Promise.all([runQueuedSimulations(db), runQueuedSimulations(db), runQueuedSimulations(db)]);
    expect(await latest()).toMatchObject({ status: "done", daysDone: 2 });
  });

  test("whose process died is begun anew by the next worker, once it has been silent for five minutes", async () => {
    await start();
    await change({ status: "running", daysDone: 1, heardAt: new Date() });
    await runQueuedSimulations(db);
    expect(await latest()).toMatchObject({ status: "running", daysDone: 1 });
    await change({ heardAt: new Date(Date.now() - 6 * 60_000) });
    await runQueuedSimulations(db);
    expect(await latest()).toMatchObject({ status: "done", daysDone: 2 });
  });

  test("that cannot be played is told as failed, and another one can be asked for", async () => {
    await start();
    await change({ document: { broken: true } });
    await runQueuedSimulations(db);
    const [row] = await owner.select({ status: simulations.status }).from(simulations);
    expect(row?.status).toBe("failed");
    await start();
  });
});

describe("a dry run that is cancelled", () => {
  test("before it began is not played, and makes room for another", async () => {
    const { id } = await start();
    await execute(job(), cancelSimulation, { id });
    await runQueuedSimulations(db);
    expect(await latest()).toMatchObject({ status: "cancelled", daysDone: 0, result: null });
    await start();
  });

  test("while it is played stops before the next day and keeps no result", async () => {
    const { id } = await start(300);
    const played = runQueuedSimulations(db);
    await expect.poll(async () => (await latest())?.daysDone, { timeout: 30_000 }).toBeGreaterThan(0);
    await execute(job(), cancelSimulation, { id });
    await played;
    const view = await latest();
    expect(view).toMatchObject({ status: "cancelled", result: null });
    expect(view?.daysDone).toBeLessThan(301);
  });

  test("after it has ended is refused", async () => {
    const { id } = await start();
    await runQueuedSimulations(db);
    await expect(execute(job(), cancelSimulation, { id })).rejects.toMatchObject({
      reason: "simulation_over",
    });
    await expect(execute(job(), cancelSimulation, { id: newId() })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

test("a result is outdated once the draft says something else, and not by being published or edited back", async () => {
  await start();
  await runQueuedSimulations(db);
  expect((await latest())?.isOutdated).toBe(false);
  const save = async (name: string) => {
    const { revision, document } = await read(job(), getDraft, {});
    await execute(job(), saveDraft, { revision, document: { ...document, name } });
  };
  await save("Other");
  expect((await latest())?.isOutdated).toBe(true);
  await save("Test");
  expect((await latest())?.isOutdated).toBe(false);
});

test("an analyst reads the outcome without names and may neither start nor cancel; support may not read it", async () => {
  await order();
  const { id } = await execute(job(), startSimulation, { revision: 0, days: 2 });
  const document = { ...(await read(job(), getDraft, {})).document, earningRules: [] };
  await change({ document });
  await runQueuedSimulations(db);
  const named = async (role: Role) =>
    (await read(await as(role), getLatestSimulation, {}))?.result?.examples[0]?.name;
  expect(await named("marketer")).toBe("ann@example.com");
  expect(await named("analyst")).not.toContain("ann@");
  const refused = { code: "FORBIDDEN" };
  await expect(execute(await as("analyst"), startSimulation, { revision: 0 })).rejects.toMatchObject(refused);
  await expect(execute(await as("analyst"), cancelSimulation, { id })).rejects.toMatchObject(refused);
  await expect(read(await as("support"), getLatestSimulation, {})).rejects.toMatchObject(refused);
});
