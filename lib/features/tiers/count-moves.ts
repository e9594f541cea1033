import { and, count, eq, isNotNull, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers } from "@/db/schema";
import type { TierLadder } from "@/lib/domain/program/schema";
import { isWindowed } from "@/lib/domain/tiers/standing";
import { lifetimeTierSql, nextToPlace } from "./pages";
import { loadMembers, standingsOf } from "./place-members";

/** So many members stand in one tier and would stand in another; null is below the first. */
export type TierMove = { from: string | null; to: string | null; members: number };

type Asked = { ladder: TierLadder | null; at: Date; timezone: string };

async function countPages(db: Db | Tx, merchantId: string, asked: Asked): Promise<TierMove[]> {
  const moves = new Map<string, TierMove>();
  for (let after: string | null = null; ; ) {
    const page = await nextToPlace(db, merchantId, asked.ladder, after);
    const members = await loadMembers(db, merchantId, page.ids);
    const standings = await standingsOf(db, merchantId, members, asked);
    for (const { id, tierKey: from } of members) {
      const to = standings.get(id)?.tierKey ?? null;
      const move = moves.get(`${from}/${to}`) ?? { from, to, members: 0 };
      moves.set(`${from}/${to}`, { ...move, members: move.members + 1 });
    }
    if (page.next === null) return [...moves.values()];
    after = page.next;
  }
}

/** How members stand and how a ladder would place them at a time: what a publication does, without doing it. */
export function countMoves(db: Db | Tx, merchantId: string, asked: Asked): Promise<TierMove[]> {
  if (isWindowed(asked.ladder)) return countPages(db, merchantId, asked);
  const to = lifetimeTierSql(asked.ladder);
  return db
    .select({ from: customers.tierKey, to: sql<string | null>`${to} as to_tier`, members: count() })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), isNotNull(customers.enrolledAt)))
    .groupBy(customers.tierKey, sql`to_tier`);
}
