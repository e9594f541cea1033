import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { auditLog, memberships, staffUsers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Role } from "@/lib/domain/permissions";
import { listAuditLog } from "@/lib/features/audit";
import { createMerchant, getMerchantBySlug, renameMerchant, setUp } from "@/lib/features/merchants";
import { checkCredentials } from "@/lib/platform/auth/credentials";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { addMember, changeRole, listMembers, removeMember } from "./index";

const database = await testDatabase();
const { db } = database;
afterAll(database.drop);

const password = "long enough password";
const storeInput = (slug: string, email = `${slug}@example.test`) => ({
  slug,
  name: "Acme",
  currency: "gbp",
  timezone: "Europe/London",
  owner: { email, password },
});

async function addStore(email?: string) {
  const slug = `store-${newId()}`;
  const system = makeCtx({ merchantId: newId(), actor: { type: "system" }, db });
  const { merchantId, ownerId } = await execute(system, createMerchant, storeInput(slug, email));
  const as = (role: Role) =>
    makeCtx({
      merchantId,
      db,
      actor: { type: "staff", userId: ownerId, role, email: email ?? "owner@example.test" },
    });
  const colleague = (role: Role) =>
    execute(as("owner"), addMember, { email: `${newId()}@example.test`, name: "Bo", role, password });
  return { merchantId, slug, ownerId, owner: as("owner"), colleague };
}

describe("a first start", () => {
  it("creates one store however many visitors ask at once, and none after that", async () => {
    const fresh = await testDatabase();
    const attempts = Array.from({ length: 8 }, (_, i) =>
      execute(
        makeCtx({ merchantId: newId(), actor: { type: "visitor" }, db: fresh.db }),
        setUp,
        storeInput(`first-${i}`),
      ),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ reason: "already_set_up" });
    await fresh.drop();
  });
});

describe("a store", () => {
  it("is made with its owner, who can sign in, and leaves an audit row without the password", async () => {
    const { merchantId, slug, ownerId } = await addStore();
    expect(await getMerchantBySlug(db, slug)).toMatchObject({ id: merchantId, currency: "GBP" });
    const attempt = { email: `${slug}@example.test`, password, address: "test" };
    expect(await checkCredentials(db, attempt, new Date())).toBe(ownerId);
    const rows = await db.select().from(auditLog).where(eq(auditLog.merchantId, merchantId));
    expect(rows.map((row) => row.action)).toEqual(["merchant.create"]);
    expect(JSON.stringify(rows)).not.toContain(password);
  });

  it("of a slug that is taken is refused, and nothing of it stays", async () => {
    const { slug } = await addStore();
    const ctx = makeCtx({ merchantId: newId(), actor: { type: "system" }, db });
    const again = execute(ctx, createMerchant, storeInput(slug, "second@example.test"));
    await expect(again).rejects.toMatchObject({ code: "CONFLICT", fieldErrors: { slug: "taken" } });
    expect(await db.select().from(staffUsers).where(eq(staffUsers.email, "second@example.test"))).toEqual([]);
  });

  it("needs a real currency, time zone, slug and password", async () => {
    const ctx = makeCtx({ merchantId: newId(), actor: { type: "system" }, db });
    const wrong = {
      slug: "-Ä-",
      name: " ",
      currency: "GPB",
      timezone: "Europe/Lundun",
      owner: { email: "x", password: "short" },
    };
    await expect(execute(ctx, createMerchant, wrong)).rejects.toMatchObject({
      fieldErrors: {
        slug: "slug",
        name: "required",
        currency: "currency",
        timezone: "timezone",
        "owner.email": "email",
        "owner.password": "passwordShort",
      },
    });
  });

  it("given to someone who has an account keeps their password", async () => {
    const first = await addStore("same@example.test");
    const ctx = makeCtx({ merchantId: newId(), actor: { type: "system" }, db });
    const input = storeInput(`store-${newId()}`, "same@example.test");
    const { ownerId } = await execute(ctx, createMerchant, {
      ...input,
      owner: { email: "Same@Example.test", password: "another password" },
    });
    expect(ownerId).toBe(first.ownerId);
    const attempt = { email: "same@example.test", address: "test" };
    expect(await checkCredentials(db, { ...attempt, password }, new Date())).toBe(ownerId);
    expect(await checkCredentials(db, { ...attempt, password: "another password" }, new Date())).toBeNull();
  });

  it("tells in its audit list what was before and after, by whom, a page at a time", async () => {
    const { owner, ownerId } = await addStore();
    for (const name of ["One", "Two", "Three"]) await execute(owner, renameMerchant, { name });
    const filter = { actor: `staff:${ownerId}`, limit: 2 };
    const first = await read(owner, listAuditLog, filter);
    expect(first.rows.map((row) => [row.before, row.after])).toEqual([
      [{ name: "Two" }, { name: "Three" }],
      [{ name: "One" }, { name: "Two" }],
    ]);
    expect(first.rows[0]?.actorName).toMatch(/^store-/);
    const second = await read(owner, listAuditLog, { ...filter, cursor: first.next ?? "" });
    expect(second.rows.map((row) => row.before)).toEqual([{ name: "Acme" }]);
    expect(second.next).toBeNull();
  });
});

describe("a team", () => {
  it("takes in a new person, who can sign in", async () => {
    const { owner } = await addStore();
    const email = "  New.Person@Example.test ";
    const added = await execute(owner, addMember, { email, name: "New", role: "support", password });
    expect(added.isNew).toBe(true);
    expect(await read(owner, listMembers, {})).toContainEqual(
      expect.objectContaining({ email: "new.person@example.test", role: "support" }),
    );
    const attempt = { email: "new.person@example.test", password, address: "test" };
    expect(await checkCredentials(db, attempt, new Date())).toBe(added.userId);
  });

  it("takes in nobody twice, and leaves the password of someone known alone", async () => {
    const [first, second] = [await addStore(), await addStore()];
    const person = { email: "known@example.test", name: "Known", role: "analyst", password };
    const { userId } = await execute(first.owner, addMember, person);
    const again = await execute(second.owner, addMember, { ...person, password: "another password" });
    expect(again).toEqual({ userId, isNew: false });
    const attempt = { email: person.email, password, address: "test" };
    expect(await checkCredentials(db, attempt, new Date())).toBe(userId);
    await expect(execute(first.owner, addMember, person)).rejects.toMatchObject({ reason: "already_member" });
  });

  it("keeps its last owner, in the role and in the team", async () => {
    const { owner, ownerId } = await addStore();
    const stepDown = execute(owner, changeRole, { userId: ownerId, role: "analyst" });
    await expect(stepDown).rejects.toMatchObject({ code: "PRECONDITION", reason: "last_owner" });
    const leave = execute(owner, removeMember, { userId: ownerId });
    await expect(leave).rejects.toMatchObject({ code: "PRECONDITION", reason: "last_owner" });
  });

  it("keeps an owner when all owners step down at once", async () => {
    const { owner, ownerId, merchantId, colleague } = await addStore();
    const others = await Promise.all([colleague("owner"), colleague("owner"), colleague("owner")]);
    const ids = [ownerId, ...others.map(({ userId }) => userId)];
    await Promise.allSettled(
      ids.map((userId, i) =>
        i % 2
          ? execute(owner, removeMember, { userId })
          : execute(owner, changeRole, { userId, role: "support" }),
      ),
    );
    const left = await db
      .select()
      .from(memberships)
      .where(and(eq(memberships.merchantId, merchantId), eq(memberships.role, "owner")));
    expect(left).toHaveLength(1);
  });

  it("writes down every change of a role, and none where nothing changed", async () => {
    const { owner, merchantId, colleague } = await addStore();
    const { userId } = await colleague("support");
    await execute(owner, changeRole, { userId, role: "marketer" });
    await execute(owner, changeRole, { userId, role: "marketer" });
    const rows = await db
      .select({ before: auditLog.before, after: auditLog.after })
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, merchantId), eq(auditLog.action, "team.change-role")));
    expect(rows).toEqual([{ before: { role: "support" }, after: { role: "marketer" } }]);
  });
});
