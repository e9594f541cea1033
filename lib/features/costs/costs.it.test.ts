import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditLog } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { deleteCost, listCosts, recordCost, setGrossMargin, updateCost } from "@/lib/features/costs";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { testStore } from "@/lib/testing/fact-store";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function newStore() {
  const store = await testStore(database.owner);
  return { ...store, marketer: store.ctx(database.db, "marketer"), analyst: store.ctx(database.db) };
}

const entry = { date: "2026-05-01", kind: "software" as const, amountMinor: "4900", note: "hosting" };

describe("cost entries", () => {
  it("are entered, changed and taken away, each with its audit row", async () => {
    const { marketer, merchantId } = await newStore();
    const { id } = await execute(marketer, recordCost, entry);
    await execute(marketer, updateCost, { ...entry, id, kind: "design", amountMinor: "5000" });
    expect((await read(marketer, listCosts, {})).rows).toMatchObject([
      { id, kind: "design", amountMinor: 5000n },
    ]);
    await execute(marketer, deleteCost, { id });
    expect((await read(marketer, listCosts, {})).rows).toEqual([]);
    const audit = await database.db
      .select({ action: auditLog.action, before: auditLog.before, after: auditLog.after })
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, merchantId), eq(auditLog.subjectId, id)))
      .orderBy(auditLog.id);
    expect(audit.map((row) => row.action)).toEqual(["cost.recorded", "cost.updated", "cost.deleted"]);
    expect(audit[1]).toMatchObject({
      before: { kind: "software", amountMinor: "4900" },
      after: { kind: "design" },
    });
  });

  it("come latest first, a hundred at a time, and the way back is as long", async () => {
    const { marketer } = await newStore();
    for (let i = 0; i < 203; i++)
      await execute(marketer, recordCost, { ...entry, date: i < 3 ? "2026-01-01" : "2026-05-01" });
    const page = (cursor: string | null) => read(marketer, listCosts, { cursor: cursor ?? "" });
    const first = await page(null);
    const second = await page(first.next);
    const third = await page(second.next);
    const ids = [first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id));
    expect([new Set(ids).size, third.rows.length, third.next]).toEqual([203, 3, null]);
    expect(third.rows.every((cost) => cost.date === "2026-01-01")).toBe(true);
    expect((await page(third.previous)).rows).toEqual(second.rows);
    expect(await page(second.previous)).toEqual(first);
    expect(await page("not a cursor")).toEqual(first);
  });

  it("refuse an amount that is not above zero, an unknown kind and a day that does not exist", async () => {
    const { marketer } = await newStore();
    for (const wrong of [
      { amountMinor: "0" },
      { amountMinor: "-5" },
      { kind: "party" },
      { date: "2026-02-30" },
    ])
      await expect(execute(marketer, recordCost, { ...entry, ...wrong })).rejects.toMatchObject({
        code: "VALIDATION",
      });
  });

  it("refuse a name that is taken", async () => {
    const { marketer } = await newStore();
    await execute(marketer, recordCost, { ...entry, externalId: "INV-1" });
    await expect(execute(marketer, recordCost, { ...entry, externalId: "INV-1" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("are not for an analyst to write, nor for another merchant to touch", async () => {
    const [store, other] = [await newStore(), await newStore()];
    const { id } = await execute(store.marketer, recordCost, entry);
    await expect(execute(store.analyst, recordCost, entry)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(execute(other.marketer, deleteCost, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(execute(other.marketer, updateCost, { ...entry, id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(execute(store.marketer, deleteCost, { id: newId() })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect((await read(store.analyst, listCosts, {})).rows).toHaveLength(1);
  });
});

describe("the gross margin", () => {
  it("is set and taken away in basis points, of this merchant alone", async () => {
    const [store, other] = [await newStore(), await newStore()];
    await execute(store.marketer, setGrossMargin, { grossMarginBps: 4000 });
    expect((await read(store.analyst, listCosts, {})).grossMarginBps).toBe(4000);
    expect((await read(other.analyst, listCosts, {})).grossMarginBps).toBeNull();
    await execute(store.marketer, setGrossMargin, { grossMarginBps: null });
    expect((await read(store.analyst, listCosts, {})).grossMarginBps).toBeNull();
    await expect(execute(store.marketer, setGrossMargin, { grossMarginBps: 10_001 })).rejects.toMatchObject({
      code: "VALIDATION",
    });
  });
});
