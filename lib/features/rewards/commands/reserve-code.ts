import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { redemptions } from "@/db/schema";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { checkFree, type FoundCode, lockCode, stateOf } from "../find-code";
import { releaseCodeSchema, reserveCodeSchema } from "../schema";

async function hold(tx: Tx, ctx: Ctx, { id }: FoundCode, held: { cart: string; until: Date } | null) {
  await tx
    .update(redemptions)
    .set({ reservedFor: held?.cart ?? null, reservedUntil: held?.until ?? null })
    .where(and(eq(redemptions.merchantId, ctx.merchantId), eq(redemptions.id, id)));
}

/**
 * Holds a code for a cart, at most seven days; nobody else can use it or give it back meanwhile, and it does not expire.
 * The same cart may ask again to hold it longer. Throws NOT_FOUND, CONFLICT (`code_reserved`: another cart holds it) or
 * PRECONDITION (`code_used`, `code_cancelled`, `code_expired`).
 */
export const reserveCode = defineCommand({
  name: "codes.reserve",
  permission: "redemptions.write",
  input: reserveCodeSchema,
  async run({ tx, ctx, input: { code, cart, minutes } }) {
    const found = await lockCode(tx, ctx, code);
    checkFree(found, cart, ctx.now);
    const asked = new Date(ctx.now.getTime() + minutes * 60_000);
    const until = found.reservedUntil && found.reservedUntil > asked ? found.reservedUntil : asked;
    await hold(tx, ctx, found, { cart, until });
    const after = { redemptionId: found.id, cart, until };
    return {
      result: { redemptionId: found.id, reservedUntil: until.toISOString() },
      audit: [{ action: "code.reserve", subjectType: "customer", subjectId: found.customerId, after }],
    };
  },
});

/**
 * Lets go of a code that a cart holds. Doing it again, or after the time has passed, changes nothing. Throws NOT_FOUND, or
 * CONFLICT (`code_reserved`: another cart holds it).
 */
export const releaseCode = defineCommand({
  name: "codes.release",
  permission: "redemptions.write",
  input: releaseCodeSchema,
  async run({ tx, ctx, input: { code, cart } }) {
    const found = await lockCode(tx, ctx, code);
    const result = { redemptionId: found.id };
    if (stateOf(found, ctx.now) !== "reserved") return { result, audit: [] };
    checkFree(found, cart, ctx.now);
    await hold(tx, ctx, found, null);
    const after = { redemptionId: found.id, cart };
    return {
      result,
      audit: [{ action: "code.release", subjectType: "customer", subjectId: found.customerId, after }],
    };
  },
});
