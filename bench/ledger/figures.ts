// What is measured: every load on its stores, as SQL function and as command.

import type { Database } from "@/db/client";
import { recordOrders } from "@/lib/features/orders";
import { redeemReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
import { drive, driveSql, driveSqlFromNode, hasPgbench, type Span } from "./pgbench";
import { BATCH, batchStatement, earnStatement, orderOf, redeemStatement } from "./statements";
import { customerId, customerNumber, type Group, REWARDS, rewardKey, storeId } from "./stores";

export type Figure = {
  load: Load;
  by: Way;
  /** Calls per second. */
  run(span: Span): Promise<number>;
};

export const LOADS = [
  "earn",
  "earn in 1000 stores",
  "earn in a large store",
  "redeem",
  "redeem one reward",
  "batch",
] as const;
export const WAYS = ["SQL function", "command"] as const;
export type Load = (typeof LOADS)[number];
type Way = (typeof WAYS)[number];

/** Entries that one call writes. */
export const entriesOf = (load: Load) => (load === "batch" ? BATCH : 1);

export type Groups = Record<"alone" | "many" | "large" | "spenders", Group>;

/** The number of stores and customers; fewer where it is only tried. */
export function groupsOf(quick: boolean): Groups {
  const group = (kind: string, stores: number, first: number, customers: number): Group => {
    return { kind, stores, first, customers };
  };
  return {
    alone: group("01a0", 1, 0, 10_000),
    many: group("01a1", 1000, 10_000, 10_000),
    spenders: group("01a2", 1, 20_000, 10_000),
    large: group("01a3", 1, 1_000_000, quick ? 100_000 : 1_000_000),
  };
}

export type Setting = { url: string; owner: Database; database: Database; groups: Groups };

function makeSystemCtx({ database }: Setting, group: Group, n = 0): Ctx {
  return makeCtx({ merchantId: storeId(group, n), actor: { type: "system" }, db: database.db });
}

/** The loads on `ledger_post` itself. */
export async function sqlFigures(setting: Setting): Promise<Figure[]> {
  const { url, owner, groups } = setting;
  const driver = hasPgbench() ? driveSql : driveSqlFromNode;
  const figure = (load: Load, statement: string): Figure => {
    let next = 0;
    const run = async (span: Span) => {
      const from = next;
      next += "calls" in span ? span.calls : 1_000_000;
      return driver(url, statement, span, from);
    };
    return { load, by: "SQL function", run };
  };
  const ctx = (group: Group) => makeSystemCtx(setting, group);
  const { alone, many, large, spenders } = groups;
  return [
    figure("earn", await earnStatement(ctx(alone), alone)),
    figure("earn in 1000 stores", await earnStatement(ctx(many), many)),
    figure("earn in a large store", await earnStatement(ctx(large), large)),
    figure("redeem", await redeemStatement(ctx(spenders), spenders)),
    figure("redeem one reward", await redeemStatement(ctx(spenders), spenders, 1)),
    figure("batch", await batchStatement(ctx(alone), alone, owner.sql)),
  ];
}

/** The same through `execute`, where orders are stored, plans are made and inputs checked. */
export function commandFigures(setting: Setting): Figure[] {
  const { groups } = setting;
  const record = (group: Group, n: number, size = 1) => {
    const ctx = makeSystemCtx(setting, group, customerNumber(group, n));
    const numbers = Array.from({ length: size }, (_, k) => customerNumber(group, n * size + k));
    const facts = numbers.map((number) => orderOf(number, ctx.now));
    return execute(ctx, recordOrders, { facts });
  };
  const redeem = (n: number) => {
    const customer = customerId(customerNumber(groups.spenders, n));
    const input = { customerId: customer, rewardKey: rewardKey(n % REWARDS) };
    return execute(makeSystemCtx(setting, groups.spenders), redeemReward, input);
  };
  const figure = (load: Load, work: (n: number) => Promise<unknown>): Figure => {
    let next = 0;
    return { load, by: "command", run: (span) => drive(() => work(next++), span) };
  };
  return [
    figure("earn", (n) => record(groups.alone, n)),
    figure("earn in 1000 stores", (n) => record(groups.many, n)),
    figure("earn in a large store", (n) => record(groups.large, n)),
    figure("redeem", redeem),
    figure("batch", (n) => record(groups.alone, n, BATCH)),
  ];
}
