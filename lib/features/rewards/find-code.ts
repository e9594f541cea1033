import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, merchants, orders, redemptions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { localDateOf } from "@/lib/domain/time";
import type { Ctx } from "@/lib/platform/ctx";

/** `reserved`: a cart holds the code now; it outlives its last day for so long. */
export type CodeState = "issued" | "reserved" | "used" | "cancelled" | "expired";

function select(db: Db | Tx, ctx: Ctx, code: string) {
  return db
    .select({
      id: redemptions.id,
      code: redemptions.code,
      customerId: redemptions.customerId,
      customerExternalId: customers.externalId,
      reward: redemptions.reward,
      asset: redemptions.asset,
      price: redemptions.price,
      status: redemptions.status,
      expiresOn: redemptions.expiresOn,
      usedAt: redemptions.usedAt,
      orderId: redemptions.orderId,
      orderExternalId: orders.externalId,
      reservedFor: redemptions.reservedFor,
      reservedUntil: redemptions.reservedUntil,
      currency: merchants.currency,
      timezone: merchants.timezone,
    })
    .from(redemptions)
    .innerJoin(
      customers,
      and(eq(customers.merchantId, redemptions.merchantId), eq(customers.id, redemptions.customerId)),
    )
    .innerJoin(merchants, eq(merchants.id, redemptions.merchantId))
    .leftJoin(orders, and(eq(orders.merchantId, redemptions.merchantId), eq(orders.id, redemptions.orderId)))
    .where(and(eq(redemptions.merchantId, ctx.merchantId), eq(redemptions.code, code)));
}

export type FoundCode = Awaited<ReturnType<typeof select>>[number];

/** A code of the merchant's, with what became of it. Throws NOT_FOUND. */
export async function findCode(db: Db | Tx, ctx: Ctx, code: string): Promise<FoundCode> {
  const [found] = await select(db, ctx, code);
  if (!found) throw new DomainError("NOT_FOUND");
  return found;
}

/** The same under lock: whoever asks for the code next waits until this transaction ends. */
export async function lockCode(tx: Tx, ctx: Ctx, code: string): Promise<FoundCode> {
  const [locked] = await tx
    .select({ id: redemptions.id })
    .from(redemptions)
    .where(and(eq(redemptions.merchantId, ctx.merchantId), eq(redemptions.code, code)))
    .for("update");
  if (!locked) throw new DomainError("NOT_FOUND");
  return findCode(tx, ctx, code);
}

/** What state a code is in at a moment; one that the midnight has not expired yet is expired all the same. */
export function stateOf(code: FoundCode, at: Date): CodeState {
  if (code.status !== "issued") return code.status;
  if (code.reservedUntil && code.reservedUntil > at) return "reserved";
  const isOver = code.expiresOn !== null && code.expiresOn < localDateOf(at, code.timezone);
  return isOver ? "expired" : "issued";
}

/** Throws unless the code can be had for this cart: PRECONDITION with what became of it, CONFLICT while another holds it. */
export function checkFree(code: FoundCode, cart: string | undefined, at: Date): void {
  const state = stateOf(code, at);
  if (state === "used") throw new DomainError("PRECONDITION", "code_used");
  if (state === "cancelled") throw new DomainError("PRECONDITION", "code_cancelled");
  if (state === "expired") throw new DomainError("PRECONDITION", "code_expired");
  if (state === "reserved" && code.reservedFor !== cart) throw new DomainError("CONFLICT", "code_reserved");
}
