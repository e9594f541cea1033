import type { TierLadder } from "@/lib/domain/program/schema";
import type { TierHistory } from "./types";

/**
 * The facts of one customer that a ladder with a window asks for, by their ids: orders that count with what is left of
 * them, refunds that name no order, points that became usable less what was clawed back of them.
 */
export type TierSources = {
  orders: Map<string, { at: Date; leftMinor: bigint; whollyRefunded: boolean }>;
  refunds: Map<string, { at: Date; amountMinor: bigint }>;
  /** By the transaction that gave them. */
  points: Map<string, { at: Date; amount: bigint }>;
  /** What claw-backs took of which award, by their transaction. */
  clawBacks: Map<string, { award: string | null; units: bigint }>;
};

export function noSources(): TierSources {
  return { orders: new Map(), refunds: new Map(), points: new Map(), clawBacks: new Map() };
}

/** The history by which a metric judges. */
export function historyOf(metric: TierLadder["metric"], sources: TierSources): TierHistory {
  const orders = [...sources.orders.values()];
  if (metric === "points") return [...sources.points.values()];
  if (metric === "orders")
    return orders.map(({ at, whollyRefunded }) => ({ at, amount: whollyRefunded ? 0n : 1n }));
  return [
    ...orders.map(({ at, leftMinor }) => ({ at, amount: leftMinor })),
    ...[...sources.refunds.values()].map(({ at, amountMinor }) => ({ at, amount: -amountMinor })),
  ];
}
