import { and, asc, desc, eq, gt, isNotNull, isNull, lt, lte, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { lots, notCancelled, programVersions } from "@/db/schema";
import { expiryFrom, slidingOf } from "@/lib/domain/ledger/expiry";
import type { Closing } from "@/lib/domain/ledger/posting";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { defineLedgerCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { getNewestVersion } from "../queries/versions";

/** Wallets of one transaction. */
const PAGE = 500;

/** The version that let units expire which those before it did not, if those since then let them expire too. */
async function switchedOn(db: Db | Tx, { merchantId, now }: Ctx): Promise<ProgramVersion | null> {
  const newest = await getNewestVersion(db, merchantId, now);
  if (!newest) return null;
  const { number, effectiveFrom, document } = programVersions;
  const own = and(eq(programVersions.merchantId, merchantId), notCancelled);
  const inForce = await db
    .select({ number, expiry: sql<string>`${document} -> 'expiry' ->> 'type'` })
    .from(programVersions)
    .where(and(own, lte(effectiveFrom, newest.effectiveFrom)))
    .orderBy(desc(effectiveFrom), desc(number));
  const first = inForce[inForce.findIndex(({ expiry }) => expiry === "none") - 1];
  if (!first) return null;
  const [version] = await db
    .select({ number, effectiveFrom, document })
    .from(programVersions)
    .where(and(own, eq(number, first.number)));
  return version ?? null;
}

/**
 * Where expiry was switched on, gives the units that were there before a date: the day it began, plus the period.
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
    // What is told long after it is left as it came: nobody's units end without a day's notice.
    if (expiresOn === null || expiresOn < localDateOf(ctx.now, timezone)) return [];
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
    const { slides = null } = slidingOf(expiry);
    return wallets.map((wallet) => ({ ...wallet, expiresOn, slides, before: version.effectiveFrom }));
  },
  plan: ({ facts: closings }) => ({
    result: { wallets: closings.length, more: closings.length === PAGE },
    closings,
    audit: [],
  }),
});
