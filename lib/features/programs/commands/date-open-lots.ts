import { and, asc, eq, gt, isNotNull, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { lots } from "@/db/schema";
import { expiryFrom } from "@/lib/domain/ledger/expiry";
import type { Closing } from "@/lib/domain/ledger/posting";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { defineLedgerCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { getNewestVersion, getVersionBefore } from "../queries/versions";

/** Wallets of one transaction. */
const PAGE = 500;

/** The newest version, if it lets units expire and the one before it did not. */
async function switchedOn(db: Db | Tx, { merchantId, now }: Ctx): Promise<ProgramVersion | null> {
  const newest = await getNewestVersion(db, merchantId, now);
  if (!newest || newest.document.expiry.type === "none") return null;
  const before = await getVersionBefore(db, merchantId, newest);
  return before?.document.expiry.type === "none" ? newest : null;
}

/**
 * Where a publication switches expiry on, gives the units that were there before a date: the day it began, plus the period.
 * Some wallets at a time; `more` tells that others are left. Running it again changes nothing.
 */
export const dateOpenLots = defineLedgerCommand({
  name: "program.date_open_lots",
  permission: "day.run",
  input: z.strictObject({}),
  async facts({ db, ctx }): Promise<Closing[]> {
    const version = await switchedOn(db, ctx);
    if (!version) return [];
    const { expiry, timezone } = version.document;
    const expiresOn = expiryFrom(expiry, localDateOf(version.effectiveFrom, timezone));
    if (expiresOn === null) return [];
    const wallets = await db
      .selectDistinct({ customerId: lots.customerId, asset: lots.asset })
      .from(lots)
      .where(
        and(
          eq(lots.merchantId, ctx.merchantId),
          gt(lots.remaining, 0n),
          isNull(lots.expiresOn),
          isNotNull(lots.availableFrom),
          lt(lots.occurredAt, version.effectiveFrom),
        ),
      )
      .orderBy(asc(lots.customerId), asc(lots.asset))
      .limit(PAGE);
    const slides = expiry.type === "inactivity";
    return wallets.map((wallet) => ({ ...wallet, expiresOn, slides, before: version.effectiveFrom }));
  },
  plan: ({ facts: closings }) => ({
    result: { wallets: closings.length, more: closings.length === PAGE },
    closings,
    audit: [],
  }),
});
