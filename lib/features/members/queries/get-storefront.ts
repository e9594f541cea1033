import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { merchants } from "@/db/schema";
import { ruleRuns } from "@/lib/domain/earning/applies";
import { invariant } from "@/lib/domain/errors";
import { isGivenAway } from "@/lib/domain/program/edit";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { type Offer, offersFor } from "@/lib/domain/rewards/offer";
import { localDateOf } from "@/lib/domain/time";
import { getVersionAt } from "@/lib/features/programs";
import { loadStock } from "@/lib/features/rewards";
import type { Ctx } from "@/lib/platform/ctx";
import { defineQuery } from "@/lib/platform/query";

/** What anybody may know of a live program: what can be earned today, what it buys, and the ladder. */
export type Storefront = {
  /** Only what applies: active rules of today, rewards that are active or given away. */
  program: ProgramDocument;
  /** Every reward as somebody without points sees it, cheapest first. */
  offers: Offer[];
  /** The store's date. */
  today: string;
};

/** The live program as customers may see it, and the store's date; null while no program is live. */
export async function loadProgram(
  db: Db | Tx,
  ctx: Ctx,
): Promise<{ program: ProgramDocument; today: string } | null> {
  const [[merchant], version] = await Promise.all([
    db.select({ timezone: merchants.timezone }).from(merchants).where(eq(merchants.id, ctx.merchantId)),
    getVersionAt(db, ctx.merchantId, ctx.now),
  ]);
  invariant(merchant, "the context names an existing merchant");
  if (!version) return null;
  const today = localDateOf(ctx.now, merchant.timezone);
  const { earningRules, rewards } = version.document;
  const running = earningRules.filter((rule) => ruleRuns(rule, today));
  const shown = rewards.filter(
    ({ key, active, when: { until } }) =>
      (active && !(until && until < today)) || isGivenAway(version.document, key),
  );
  return { program: { ...version.document, earningRules: running, rewards: shown }, today };
}

/** Who has not signed in holds nothing and is in nothing. */
const nobody = {
  wallets: new Map(),
  tierKey: null,
  segments: [],
  judged: null,
  closed: null,
  taken: new Map(),
};

/** The store's program for somebody who has not signed in; null while none is live. */
export const getStorefront = defineQuery({
  name: "members.storefront",
  permission: "public",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<Storefront | null> {
    const [live, stock] = await Promise.all([loadProgram(db, ctx), loadStock(db, ctx.merchantId)]);
    if (!live) return null;
    return { ...live, offers: offersFor(live.program, { ...nobody, stock, on: live.today }) };
  },
});
