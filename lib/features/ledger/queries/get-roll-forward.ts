import { sql } from "drizzle-orm";
import { z } from "zod";
import { eachDay, type LocalDate } from "@/lib/domain/time";
import { defineQuery } from "@/lib/platform/query";
import { movementsByDay } from "../roll-forward";

type Row = {
  day: LocalDate;
  earned: string;
  clawed_back: string;
  redeemed: string;
  returned: string;
  expired: string;
  adjusted: string;
  moved: string;
};

/** One day of what is owed to customers: opening + earned − clawed back − redeemed + returned − expired + adjusted = closing. */
export type RollForwardDay = {
  date: LocalDate;
  opening: bigint;
  earned: bigint;
  /** Clawed back and void, less what was given back. */
  clawedBack: bigint;
  redeemed: bigint;
  returned: bigint;
  expired: bigint;
  /** Below zero where corrections took away. */
  adjusted: bigint;
  closing: bigint;
};

/**
 * The units of one asset that customers hold, pending ones included, rolled forward over local days, from `from` up to,
 * not including, `to`. The last closing is what the wallets hold when nothing happened after it.
 */
export const getRollForward = defineQuery({
  name: "ledger.roll-forward",
  permission: "figures.read",
  input: z.strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    asset: z.string().max(100).default("points"),
  }),
  async run({ db, ctx, input: { from, to, asset } }): Promise<RollForwardDay[]> {
    const rows = await db.execute<Row>(sql`
      select day::text, earned, clawed_back, redeemed, returned, expired, adjusted, moved
      from (${movementsByDay(ctx.merchantId)}) m where asset = ${asset} and day < ${to}::date`);
    const byDay = new Map(rows.map((row) => [row.day, row]));
    let held = rows.reduce((sum, row) => (row.day < from ? sum + BigInt(row.moved) : sum), 0n);
    return eachDay({ from, to }).map((date) => {
      const row = byDay.get(date);
      const opening = held;
      held += BigInt(row?.moved ?? 0);
      return {
        date,
        opening,
        earned: BigInt(row?.earned ?? 0),
        clawedBack: BigInt(row?.clawed_back ?? 0),
        redeemed: BigInt(row?.redeemed ?? 0),
        returned: BigInt(row?.returned ?? 0),
        expired: BigInt(row?.expired ?? 0),
        adjusted: BigInt(row?.adjusted ?? 0),
        closing: held,
      };
    });
  },
});
