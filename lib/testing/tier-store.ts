import { and, asc, eq } from "drizzle-orm";
import { customers, merchants, outboxEvents } from "@/db/schema";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { runDay } from "@/lib/features/day";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import type { TestDatabase } from "./database";
import { makeStore } from "./loyalty-store";

type Ladder = NonNullable<ProgramDocumentInput["tiers"]>;

/** Bronze for everybody, silver from £200 kept with £150, gold from £500 kept with £400. */
export const ladder = {
  metric: "spend" as const,
  levels: [
    { key: "bronze", threshold: 0 },
    { key: "silver", threshold: 200_00, keep: 150_00 },
    { key: "gold", threshold: 500_00, keep: 400_00 },
  ],
};

export const calendarYear: Ladder = { ...ladder, window: { type: "calendar_year" } };
export const twelveMonths: Ladder = { ...ladder, window: { type: "rolling", months: 12 } };

/** An order of some pounds, as the shop tells it. */
export const order = (externalId: string, placedAt: string, pounds: number, told: object = {}) => ({
  kind: "order" as const,
  order: {
    externalId,
    customerExternalId: "ann",
    placedAt,
    totalMinor: String(pounds * 100),
    ...told,
  },
});

export const refund = (externalId: string, of: string, refundedAt: string, pounds: number) => ({
  kind: "refund" as const,
  refund: { externalId, orderExternalId: of, refundedAt, amountMinor: String(pounds * 100) },
});

/** A store that begins with 2026, in London unless told, its orders and its midnights. */
export async function makeTierStore(database: TestDatabase, program: Partial<ProgramDocumentInput>) {
  const store = await makeStore(database, program);
  const { db } = database;
  const { merchantId } = store;
  const at = (time: string) => store.as({ type: "system" }, new Date(time));
  return {
    ...store,
    at,
    /** Tells orders and refunds at a time; at that of the last of them unless it is said. */
    tell: (time: string, ...facts: object[]) => execute(at(time), recordOrders, { facts }),
    run: (until: string) => runDay(at("2026-01-01T00:00:00Z"), { until, simulateClock: true }),
    /** The member as stored. */
    async member(externalId = "ann") {
      const [row] = await db
        .select({
          id: customers.id,
          tierKey: customers.tierKey,
          tierSince: customers.tierSince,
          tierReviewOn: customers.tierReviewOn,
          tierGraceUntil: customers.tierGraceUntil,
        })
        .from(customers)
        .where(and(eq(customers.merchantId, merchantId), eq(customers.externalId, externalId)));
      if (!row) throw new Error(`${externalId} is missing`);
      return row;
    },
    /** The tiers that the outside was told of, with the local clock at which each was come to. */
    async moves() {
      const rows = await db
        .select({ payload: outboxEvents.payload, at: outboxEvents.createdAt })
        .from(outboxEvents)
        .where(and(eq(outboxEvents.merchantId, merchantId), eq(outboxEvents.type, "tier.changed")))
        .orderBy(asc(outboxEvents.createdAt), asc(outboxEvents.id));
      return rows.map(({ payload, at: told }) => `${told.toISOString().slice(0, 16)} ${payload.to}`);
    },
    /** Moves the clock of the midnights without doing their work. */
    async skipTo(date: string) {
      await database.owner.update(merchants).set({ dayRunThrough: date }).where(eq(merchants.id, merchantId));
    },
  };
}

export type TierStore = Awaited<ReturnType<typeof makeTierStore>>;
