import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { merchants, redemptions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import type { Reward } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { ownCustomerId } from "@/lib/features/rewards";
import { defineQuery } from "@/lib/platform/query";

export type MemberCode = {
  id: string;
  reward: Reward;
  asset: string;
  price: bigint;
  code: string;
  status: "issued" | "used" | "cancelled" | "expired";
  expiresOn: string | null;
  /** It came back because nobody used it in time. */
  ranOut: boolean;
};

/** A code of the member's own, whatever became of it. Somebody else's is NOT_FOUND. */
export const getMemberCode = defineQuery({
  name: "members.code",
  permission: "self.read",
  input: z.strictObject({ redemptionId: z.uuid() }),
  async run({ db, ctx, input }): Promise<MemberCode> {
    const [row] = await db
      .select({
        id: redemptions.id,
        reward: redemptions.reward,
        asset: redemptions.asset,
        price: redemptions.price,
        code: redemptions.code,
        status: redemptions.status,
        expiresOn: redemptions.expiresOn,
        cancelledAt: redemptions.cancelledAt,
        reservedUntil: redemptions.reservedUntil,
        timezone: merchants.timezone,
      })
      .from(redemptions)
      .innerJoin(merchants, eq(merchants.id, redemptions.merchantId))
      .where(
        and(
          eq(redemptions.merchantId, ctx.merchantId),
          eq(redemptions.id, input.redemptionId),
          eq(redemptions.customerId, ownCustomerId(ctx)),
        ),
      );
    if (!row) throw new DomainError("NOT_FOUND");
    const { timezone, cancelledAt, reservedUntil, ...code } = row;
    const isOver = (at: Date) => code.expiresOn !== null && code.expiresOn < localDateOf(at, timezone);
    // While a cart holds a code it outlives its last day.
    const isHeld = reservedUntil !== null && reservedUntil > ctx.now;
    const status = code.status === "issued" && isOver(ctx.now) && !isHeld ? "expired" : code.status;
    return { ...code, status, ranOut: cancelledAt !== null && isOver(cancelledAt) };
  },
});
