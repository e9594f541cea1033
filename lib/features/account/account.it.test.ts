import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/domain/id";
import { createMerchant } from "@/lib/features/merchants";
import { checkCredentials } from "@/lib/platform/auth/credentials";
import { findSession, openSession } from "@/lib/platform/auth/sessions";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { testDatabase } from "@/lib/testing/database";
import { changePassword, endSession, renameAccount } from "./index";

const database = await testDatabase();
const { db } = database;
afterAll(database.drop);

const password = "long enough password";

async function addPerson() {
  const email = `${newId()}@example.test`;
  const system = makeCtx({ merchantId: newId(), actor: { type: "system" }, db });
  const store = { slug: `store-${newId()}`, name: "Acme", currency: "GBP", timezone: "UTC" };
  const { merchantId, ownerId: userId } = await execute(system, createMerchant, {
    ...store,
    owner: { email, password },
  });
  const actor = { type: "staff" as const, userId, role: "analyst" as const, email };
  return { userId, email, ctx: makeCtx({ merchantId, actor, db }), system: { ...system, merchantId } };
}

const now = new Date();

describe("the own account", () => {
  it("takes a new password for the present one, and signs out every other browser", async () => {
    const { userId, email, ctx } = await addPerson();
    const [here, elsewhere] = [await openSession(db, userId, now), await openSession(db, userId, now)];
    const input = { currentPassword: password, newPassword: "a new password", keepSessionId: here };
    expect(await execute(ctx, changePassword, input)).toEqual({ endedSessions: 1 });
    expect(await findSession(db, here, now)).not.toBeNull();
    expect(await findSession(db, elsewhere, now)).toBeNull();
    expect(await checkCredentials(db, { email, password, address: "test" }, now)).toBeNull();
    expect(await checkCredentials(db, { email, password: "a new password", address: "test" }, now)).toBe(
      userId,
    );
  });

  it("keeps its password when the present one is wrong", async () => {
    const { userId, email, ctx } = await addPerson();
    const input = { currentPassword: "wrong", newPassword: "a new password", keepSessionId: newId() };
    await expect(execute(ctx, changePassword, input)).rejects.toMatchObject({
      fieldErrors: { currentPassword: "passwordWrong" },
    });
    expect(await checkCredentials(db, { email, password, address: "test" }, now)).toBe(userId);
  });

  it("can end its own sessions and nobody else's", async () => {
    const [me, other] = [await addPerson(), await addPerson()];
    const [mine, theirs] = [await openSession(db, me.userId, now), await openSession(db, other.userId, now)];
    await execute(me.ctx, endSession, { sessionId: mine });
    expect(await findSession(db, mine, now)).toBeNull();
    const attempt = execute(me.ctx, endSession, { sessionId: theirs });
    await expect(attempt).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await findSession(db, theirs, now)).not.toBeNull();
  });

  it("belongs to a person: the operator has none", async () => {
    const { system } = await addPerson();
    await expect(execute(system, renameAccount, { name: "Root" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
