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
  price: bigint;
  code: string;
  status: "issued" | "used" | "cancelled" | "expired";
  expiresOn: string | null;
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
        price: redemptions.price,
        code: redemptions.code,
        status: redemptions.status,
        expiresOn: redemptions.expiresOn,
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
    const { timezone, ...code } = row;
    const overdue = code.expiresOn !== null && code.expiresOn < localDateOf(ctx.now, timezone);
    return { ...code, status: code.status === "issued" && overdue ? "expired" : code.status };
  },
});
