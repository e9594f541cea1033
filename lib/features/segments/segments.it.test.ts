import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { auditLog, segments } from "@/db/schema";
import { readyMadeSegments } from "@/lib/domain/conditions/ready-made";
import { newId } from "@/lib/domain/id";
import { createMerchant } from "@/lib/features/merchants";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, NOON } from "@/lib/testing/loyalty-store";
import { addReadyMade } from "./commands/add-ready-made";
import { deleteSegment } from "./commands/delete-segment";
import { saveSegment } from "./commands/save-segment";
import { segmentKeysOf, segmentSql } from "./find-segments";
import { getConditionOptions } from "./queries/condition-options";
import { explainCondition } from "./queries/explain-condition";
import { getSegment, listSegmentNames, listSegments } from "./queries/list-segments";
import { listMembers, previewCondition } from "./queries/preview-condition";

const database = await testDatabase();
afterAll(() => database.drop());

const british = { all: [{ field: "country" as const, op: "any_of" as const, values: ["gb"] }] };

const rule = (segmentKeys: string[]) => ({
  key: "double",
  trigger: "order.paid" as const,
  stacking: "bonus" as const,
  effects: [{ type: "multiply" as const, factorBps: 20_000 }],
  who: { tiers: [], segments: segmentKeys },
});

async function newStore(program: Parameters<typeof makeStore>[1] = {}) {
  const store = await makeStore(database, program);
  const ctx = store.as({ type: "staff", userId: newId(), role: "owner", email: "owner@example.test" }, NOON);
  return { ...store, ctx };
}

describe("a segment", () => {
  it("is saved under a key made of its name, changed, counted and deleted, each with its audit row", async () => {
    const { ctx, addMember } = await newStore();
    await addMember({ country: "GB" });
    await addMember({ country: "FR" });
    const { key } = await execute(ctx, saveSegment, { name: "Britons!", condition: british });
    expect(key).toBe("britons");
    expect(await execute(ctx, saveSegment, { name: "Britons", condition: british })).toEqual({
      key: "britons-2",
    });
    expect(await read(ctx, listSegments, {})).toMatchObject([
      { key: "britons-2", name: "Britons", size: 1, usedBy: [] },
      { key, name: "Britons!", condition: british, size: 1 },
    ]);
    await execute(ctx, saveSegment, { key, name: "Islanders", condition: british });
    expect(await read(ctx, getSegment, { key })).toMatchObject({ name: "Islanders" });
    await execute(ctx, deleteSegment, { key });
    expect((await read(ctx, listSegmentNames, {})).map((row) => row.key)).toEqual(["britons-2"]);
    const audit = await database.db
      .select({ action: auditLog.action, before: auditLog.before })
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, ctx.merchantId), eq(auditLog.subjectId, key)))
      .orderBy(auditLog.id);
    expect(audit.map(({ action }) => action)).toEqual(["segment.saved", "segment.saved", "segment.deleted"]);
    expect(audit[2]?.before).toEqual({ name: "Islanders", condition: british });
  });

  it("that does not exist is refused, and a condition that cannot be read says where", async () => {
    const { ctx } = await newStore();
    const missing = { code: "NOT_FOUND", reason: "segment_unknown" };
    await expect(execute(ctx, deleteSegment, { key: "none" })).rejects.toMatchObject(missing);
    await expect(read(ctx, getSegment, { key: "none" })).rejects.toMatchObject(missing);
    await expect(segmentSql(ctx.db, ctx, "none")).rejects.toMatchObject(missing);
    await expect(
      execute(ctx, saveSegment, { key: "none", name: "None", condition: british }),
    ).rejects.toMatchObject(missing);
    const condition = { all: [{ any: [{ field: "orders", op: "at_least", value: -1 }] }] };
    await expect(execute(ctx, saveSegment, { name: "Wrong", condition })).rejects.toMatchObject({
      code: "VALIDATION",
      fieldErrors: { "condition.all.0.any.0.value": expect.any(String) },
    });
  });

  it("cannot be deleted while the live program or the draft asks for it", async () => {
    const live = await newStore({ earningRules: [rule(["britons"])] });
    const { ctx } = live;
    await execute(ctx, saveSegment, { name: "Britons", condition: british });
    await expect(execute(ctx, deleteSegment, { key: "britons" })).rejects.toMatchObject({
      code: "PRECONDITION",
      reason: "segment_in_use",
      params: { names: "“double”" },
    });
    expect((await read(ctx, listSegments, {}))[0]?.usedBy).toEqual([
      { kind: "rule", key: "double", name: "double", where: "live" },
    ]);
  });

  it("of another store is neither seen nor counted", async () => {
    const [mine, other] = [await newStore(), await newStore()];
    await other.addMember({ country: "GB" });
    await execute(other.ctx, saveSegment, { name: "Britons", condition: british });
    expect(await read(mine.ctx, listSegments, {})).toEqual([]);
    expect(await read(mine.ctx, previewCondition, { condition: british })).toEqual({
      size: 0,
      of: 0,
      sample: [],
    });
  });
});

describe("a condition", () => {
  it("tells its size, five of its members, and all of them page by page", async () => {
    const { ctx, as, addMember } = await newStore();
    const ids: string[] = [];
    for (let i = 0; i < 7; i++)
      ids.push(await addMember({ country: "GB", name: `Ann ${i}`, email: `a${i}@example.test` }));
    await addMember({ country: null });
    const preview = await read(ctx, previewCondition, { condition: british });
    expect(preview).toMatchObject({ size: 7, of: 8 });
    expect(preview.sample.map((row) => row.id)).toEqual(ids.slice(0, 5));
    expect(preview.sample[0]).toMatchObject({ name: "Ann 0", spendMinor: 0n, lastOrderAt: null });
    const analyst = as({ type: "staff", userId: newId(), role: "analyst", email: "x@example.test" }, NOON);
    expect((await read(analyst, previewCondition, { condition: british })).sample[0]?.name).toBe("A••• 0•••");
    const first = await read(ctx, listMembers, { condition: british, limit: 4 });
    const second = await read(ctx, listMembers, { condition: british, limit: 4, after: first.next });
    expect([...first.externalIds, ...second.externalIds]).toEqual(ids);
    expect(second.next).toBeNull();
  });

  it("explains test by test why a customer is in or out", async () => {
    const { ctx, as, addMember } = await newStore();
    await addMember({
      externalId: "c1",
      email: "Ann@example.test",
      country: "GB",
      birthday: "1990-03-05",
      ordersCount: 2,
      spendMinor: 2_001n,
    });
    const condition = {
      all: [
        { field: "aov" as const, op: "at_least" as const, value: 1_001 },
        {
          any: [
            british.all[0],
            { field: "birthday" as const, op: "in_month" as const, month: "current" as const },
          ],
        },
      ],
    };
    const told = await read(ctx, explainCondition, { condition, customer: "ann@EXAMPLE.test" });
    expect(told.holds).toBe(false);
    expect(told.tests.map(({ met, value }) => [met, value])).toEqual([
      [false, 1_001n],
      [true, ["GB"]],
      [true, 3],
    ]);
    const analyst = as({ type: "staff", userId: newId(), role: "analyst", email: "x@example.test" }, NOON);
    const unknown = { code: "NOT_FOUND", reason: "customer_unknown" };
    await expect(
      read(analyst, explainCondition, { condition, customer: "ann@example.test" }),
    ).rejects.toMatchObject(unknown);
    const masked = await read(analyst, explainCondition, { condition, customer: "c1" });
    expect(masked.tests[2]).toMatchObject({ met: true, value: ["•••"] });
  });

  it("can choose from the tiers and plans of the program and from the texts that occur", async () => {
    const { ctx, addMember } = await newStore({
      tiers: { metric: "spend", levels: [{ key: "gold", name: { en: "Gold" }, threshold: 5 }] },
    });
    await addMember({ country: "GB", tags: ["vip", "new"] });
    await addMember({ country: "FR", tags: ["vip"] });
    expect(await read(ctx, getConditionOptions, {})).toEqual({
      tiers: [{ key: "gold", name: "Gold" }],
      plans: [],
      countries: ["FR", "GB"],
      tags: ["new", "vip"],
      categories: [],
    });
  });

  it("tells which of several segments hold a customer", async () => {
    const { ctx, addMember } = await newStore();
    const id = await addMember({ country: "GB", ordersCount: 1, spendMinor: 10n });
    await execute(ctx, saveSegment, { name: "Britons", condition: british });
    await execute(ctx, addReadyMade, {});
    const keys = ["promoters", "britons", "gone", "one-time-buyers", "top-20-percent"];
    expect((await segmentKeysOf(ctx.db, ctx, id, keys)).sort()).toEqual([
      "britons",
      "one-time-buyers",
      "top-20-percent",
    ]);
  });
});

describe("the ready-made segments", () => {
  it("are there in a new store, and can be added again where they are missing", async () => {
    const ctx = makeCtx({ merchantId: newId(), actor: { type: "system" }, db: database.db });
    await execute(ctx, createMerchant, {
      slug: "new-store",
      name: "New",
      currency: "GBP",
      timezone: "Europe/London",
      owner: { email: "new@example.test", password: "a long password" },
    });
    const keys = readyMadeSegments.map(({ key }) => key).sort();
    expect((await read(ctx, listSegments, {})).map(({ key }) => key).sort()).toEqual(keys);
    await execute(ctx, deleteSegment, { key: "promoters" });
    await database.db
      .update(segments)
      .set({ name: "Mine" })
      .where(and(eq(segments.merchantId, ctx.merchantId), eq(segments.key, "detractors")));
    expect(await execute(ctx, addReadyMade, {})).toEqual({ added: ["promoters"] });
    expect((await read(ctx, getSegment, { key: "detractors" })).name).toBe("Mine");
  });
});
