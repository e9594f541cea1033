import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditLog, customers, redemptions } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Role } from "@/lib/domain/permissions";
import { adjustPoints } from "@/lib/features/ledger";
import { recordOrders } from "@/lib/features/orders";
import { redeemReward } from "@/lib/features/rewards";
import { saveSegment } from "@/lib/features/segments";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import { getCustomer, listCustomers, upsertCustomer } from ".";

const NOON = new Date("2026-03-10T12:00:00Z");

let database: TestDatabase;
let store: TestStore;
let other: TestStore;

const staff = (role: Role, of = store) =>
  of.as({ type: "staff", userId: newId(), role, email: `${role}@example.com` }, NOON);

beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database, {
    tiers: { metric: "spend", levels: [{ key: "gold", threshold: 10_000 }] },
    rewards: [{ key: "five", kind: "amount_off", price: 100, valueMinor: 500 }],
  });
  other = await makeStore(database);
});
afterAll(() => database.drop());

async function search(text: string, role: Role = "support", of = store) {
  const page = await read(staff(role, of), listCustomers, { search: text });
  return page.rows;
}

describe("adding and changing a customer", () => {
  test("adds a customer once, tells what changed later, and leaves alone what is not told", async () => {
    const ctx = staff("support");
    const first = await execute(ctx, upsertCustomer, {
      externalId: "U1",
      name: "Anna Petrova",
      email: "anna@example.com",
      attributes: { shoe: "38" },
    });
    expect(first.outcome).toBe("created");
    expect(await execute(ctx, upsertCustomer, { externalId: "U1", name: "Anna Petrova" })).toEqual({
      id: first.id,
      outcome: "unchanged",
    });
    await execute(ctx, upsertCustomer, { externalId: "U1", name: "Anna Orlova", attributes: { hat: "M" } });
    const known = await read(ctx, getCustomer, { externalId: "U1" });
    expect(known).toMatchObject({
      id: first.id,
      name: "Anna Orlova",
      email: "anna@example.com",
      attributes: { shoe: "38", hat: "M" },
    });
    const audit = await database.db
      .select({ action: auditLog.action, before: auditLog.before, after: auditLog.after })
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, store.merchantId), eq(auditLog.subjectId, first.id)))
      .orderBy(auditLog.id);
    expect(audit.map((row) => row.action)).toEqual(["customer.create", "customer.update"]);
    expect(audit[1]).toMatchObject({ before: { name: "Anna Petrova" }, after: { name: "Anna Orlova" } });
  });

  test("refuses an id that is taken when told so, and an e-mail that is none", async () => {
    const ctx = staff("support");
    await execute(ctx, upsertCustomer, { externalId: "U2" });
    await expect(
      execute(ctx, upsertCustomer, { externalId: "U2", ifExists: "refuse" }),
    ).rejects.toMatchObject({ code: "CONFLICT", fieldErrors: { externalId: "customer_exists" } });
    await expect(execute(ctx, upsertCustomer, { externalId: "U3", email: "nobody" })).rejects.toMatchObject({
      code: "VALIDATION",
      fieldErrors: { email: "email" },
    });
  });

  test("an earlier enrolment or creation wins, and a plan made on the old one is stale", async () => {
    const ctx = staff("support");
    const { id } = await execute(ctx, upsertCustomer, {
      externalId: "U4",
      createdAt: "2026-02-01",
      enrolledAt: "2026-02-02",
    });
    await execute(ctx, upsertCustomer, {
      externalId: "U4",
      createdAt: "2026-03-01",
      enrolledAt: "2026-01-15",
    });
    const [row] = await database.db.select().from(customers).where(eq(customers.id, id));
    expect(row).toMatchObject({
      createdAt: new Date("2026-02-01"),
      enrolledAt: new Date("2026-01-15"),
      version: 1,
    });
  });

  test("is refused to an analyst", async () => {
    await expect(execute(staff("analyst"), upsertCustomer, { externalId: "U9" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("the list of a segment", () => {
  test("holds its customers alone, together with the other filters, and masked as ever", async () => {
    const owner = staff("owner", other);
    for (const [externalId, country] of [
      ["S1", "GB"],
      ["S2", "GB"],
      ["S3", "FR"],
    ] as const)
      await execute(owner, upsertCustomer, { externalId, country, name: `Someone ${externalId}` });
    const condition = { all: [{ field: "country" as const, op: "any_of" as const, values: ["GB"] }] };
    const { key: segment } = await execute(owner, saveSegment, { name: "Britons", condition });
    const list = (input: object, role: Role = "owner") =>
      read(staff(role, other), listCustomers, { segment, ...input });
    const page = await list({});
    expect(page.rows.map((row) => row.externalId).sort()).toEqual(["S1", "S2"]);
    expect(page.count).toBe(2);
    expect((await list({ member: "yes" })).rows).toEqual([]);
    expect((await list({ search: "S2" })).rows).toHaveLength(1);
    expect((await list({}, "analyst")).rows[0]).toMatchObject({ masked: true });
    await expect(list({ segment: "nobody" })).rejects.toMatchObject({ reason: "segment_unknown" });
  });
});

describe("finding a customer", () => {
  let id: string;
  let code: string;
  beforeAll(async () => {
    const ctx = staff("support");
    ({ id } = await execute(ctx, upsertCustomer, {
      externalId: "SHOP-77",
      name: "Grace Hopper",
      email: "Grace.H@Navy.mil",
      enrolledAt: "2026-01-02",
    }));
    await execute(ctx, upsertCustomer, { externalId: "SHOP-78", name: "100%_safe", email: "b@navy.mil" });
    const order = {
      externalId: "536365",
      customerExternalId: "SHOP-77",
      placedAt: "2026-03-01T10:00:00Z",
      totalMinor: "25000",
    };
    await execute(ctx, recordOrders, { facts: [{ kind: "order", order }] });
    const taken = await execute(ctx, redeemReward, { customerId: id, rewardKey: "five" });
    const [row] = await database.db
      .select({ code: redemptions.code })
      .from(redemptions)
      .where(eq(redemptions.id, taken.redemptionId));
    code = row?.code ?? "";
  });

  test.each([
    ["the start of an e-mail, in any case", () => "GRACE.h@nav"],
    ["the start of an e-mail without its @", () => "grace.h"],
    ["the start of a name", () => "grace ho"],
    ["a later word of a name", () => "hopp"],
    ["the shop's customer id", () => "SHOP-77"],
    ["an order id", () => "536365"],
    ["a reward code, in any case", () => code.toLowerCase()],
  ])("by %s", async (_, text) => {
    expect((await search(text())).map((row) => row.id)).toEqual([id]);
  });

  test("tells by which id it was found", async () => {
    expect((await search("536365"))[0]?.foundBy).toEqual({ by: "order", value: "536365" });
    expect((await search(code))[0]?.foundBy).toEqual({ by: "code", value: code });
    expect((await search("hopp"))[0]?.foundBy).toBeNull();
  });

  test("takes % and _ as letters, and finds nothing where nothing is", async () => {
    expect((await search("100%_")).map((row) => row.externalId)).toEqual(["SHOP-78"]);
    expect(await search("1__%")).toEqual([]);
  });

  test("never finds another store's customer", async () => {
    for (const text of ["SHOP-77", "536365", code, "grace", "grace.h@navy.mil"])
      expect(await search(text, "support", other)).toEqual([]);
    await expect(read(staff("support", other), getCustomer, { id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("an analyst sees masked names, finds by ids, and cannot probe names or e-mails", async () => {
    expect((await search("536365", "analyst"))[0]).toMatchObject({
      masked: true,
      name: "G••• H•••",
      email: "G•••@•••.mil",
      externalId: "SHOP-77",
    });
    expect(await search("grace", "analyst")).toEqual([]);
    expect(await search("grace.h@navy.mil", "analyst")).toEqual([]);
    expect(await read(staff("analyst"), getCustomer, { id })).toMatchObject({
      name: "G••• H•••",
      masked: true,
    });
  });
});

describe("the list", () => {
  let listed: TestStore;
  const ids: string[] = [];
  beforeAll(async () => {
    listed = await makeStore(database);
    for (let i = 0; i < 12; i++)
      ids.push(
        await listed.addMember({
          externalId: `L${i}`,
          lastOrderAt: i % 3 === 0 ? null : new Date(NOON.getTime() - (i % 4) * 86_400_000),
          tierKey: i < 4 ? "gold" : null,
          enrolledAt: i === 11 ? null : NOON,
        }),
      );
    for (const [i, id] of ids.entries())
      if (i % 2 === 0)
        await execute(listed.as({ type: "system" }, NOON), adjustPoints, {
          customerId: id,
          amount: String(i - 5),
          reason: "other",
          allowNegative: true,
        });
  });

  async function walk(input: object, between?: () => Promise<unknown>) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await read(staff("owner", listed), listCustomers, { limit: 5, ...input, cursor });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.next ?? undefined;
      await between?.();
    } while (cursor);
    return seen;
  }

  test.each(["lastOrder", "points", "created"])(
    "pages by %s in both directions without gaps or doubles",
    async (sort) => {
      const down = await walk({ sort });
      expect([...down].sort()).toEqual([...ids].sort());
      expect(await walk({ sort, ascending: true })).toEqual([...down].reverse());

      const first = await read(staff("owner", listed), listCustomers, { sort, limit: 5 });
      const second = await read(staff("owner", listed), listCustomers, {
        sort,
        limit: 5,
        cursor: first.next,
      });
      const back = await read(staff("owner", listed), listCustomers, {
        sort,
        limit: 5,
        cursor: second.previous,
      });
      expect(back.rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));
      expect([first.previous, back.previous]).toEqual([null, null]);
    },
  );

  test("filters by tier, membership and points below zero, and counts", async () => {
    const list = (input: object) => read(staff("owner", listed), listCustomers, input);
    expect(await list({ tier: "gold" })).toMatchObject({ count: 4, countIsFloor: false });
    expect(await list({ tier: "none" })).toMatchObject({ count: 8 });
    expect((await list({ member: "no" })).rows.map((row) => row.externalId)).toEqual(["L11"]);
    const owing = await list({ belowZero: true, sort: "points", ascending: true });
    expect(owing.rows.map((row) => row.available)).toEqual([-5n, -3n, -1n]);
  });

  test("rows that come between two pages are neither repeated nor push others out", async () => {
    const seen = await walk({ sort: "created" }, () => listed.addMember({ createdAt: NOON }));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(ids));
  });

  test("a cursor that cannot be read, or is of another order, means the first page", async () => {
    const list = (input: object) => read(staff("owner", listed), listCustomers, { limit: 5, ...input });
    const { next } = await list({ sort: "points" });
    expect(next).not.toBeNull();
    for (const cursor of ["nonsense", "x".repeat(300), ["a", "b"], next])
      expect((await list({ sort: "created", cursor })).previous).toBeNull();
  });
});
