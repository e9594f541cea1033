// Calls of `ledger_post` as one SQL statement each, with what the product's own plans hand to it.

import { newId } from "@/lib/domain/id";
import { recordOrders } from "@/lib/features/orders";
import { redeemReward } from "@/lib/features/rewards";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerBody } from "@/lib/platform/ledger-post";
import { customerId, type Group, sqlOf } from "./stores";

export const BATCH = 100;
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** An order of today of the customer with this number, as a shop tells it. */
export function orderOf(customer: number, at: Date) {
  const line = { lineId: "1", sku: "tea", title: "Tea", category: "tea", collection: null, quantity: 2 };
  return {
    kind: "order" as const,
    order: {
      externalId: newId(),
      customerExternalId: `c${customer}`,
      placedAt: at,
      paidAt: at,
      totalMinor: 4990n,
      lines: [{ ...line, unitPriceMicro: 24_950_000n }],
    },
  };
}

/** The text as an SQL expression in which every call has ids of its own; `known` says what else differs. */
function asSql(text: string, known: Record<string, string>, newIdSql: string): string {
  const numbers = new Map<string, number>();
  const values: string[] = [];
  const pattern = new RegExp([...Object.keys(known), UUID].join("|"), "g");
  const format = text.replaceAll("%", "%%").replaceAll(pattern, (found) => {
    if (!numbers.has(found)) numbers.set(found, values.push(known[found] ?? newIdSql));
    return `%${numbers.get(found)}$s`;
  });
  // A colon would begin a variable of pgbench.
  const literal = format.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll(":", "\\x3a");
  return values.length > 0 ? `format(E'${literal}', ${values.join(", ")})` : `E'${literal}'`;
}

/** What the n-th call has of its own besides ids. */
function ownOf(ctx: Ctx, group: Group, n: string): Record<string, string> {
  const { number, customer } = sqlOf(group, n);
  return {
    [customerId(group.first)]: customer,
    [`"c${group.first}"`]: `'"c' || ${number} || '"'`,
    [ctx.now.toISOString()]: "now()",
  };
}

const call = (group: Group, body: string) =>
  `select ledger_post(${sqlOf(group, ":n").store}::uuid, (${body})::jsonb)`;

async function awardOf(ctx: Ctx, group: Group) {
  const input = recordOrders.input.parse({ facts: [orderOf(group.first, ctx.now)] });
  const facts = await recordOrders.facts({ db: ctx.db, ctx, input, lock: false });
  return recordOrders.plan({ facts, ctx, input });
}

/** The award of an order: transaction, entry, lot, award row, balance and event. The order is not stored. */
export async function earnStatement(ctx: Ctx, group: Group, newIdSql: string): Promise<string> {
  const { postings, events } = await awardOf(ctx, group);
  return call(group, asSql(ledgerBody(ctx, { postings, events }), ownOf(ctx, group, ":n"), newIdSql));
}

/** A hundred such awards to as many customers in one call, as an import posts them: without events. */
export async function batchStatement(ctx: Ctx, group: Group, newIdSql: string): Promise<string> {
  const { postings } = await awardOf(ctx, group);
  const body = ledgerBody(ctx, { postings });
  const [, posting = ""] = /"postings":\[(.*)\],"audit"/.exec(body) ?? [];
  const [head = "", tail = ""] = body.split(posting);
  const part = (text: string) => asSql(text, ownOf(ctx, group, `:n::bigint * ${BATCH} + k`), newIdSql);
  const items = `(select string_agg(${part(posting)}, ',') from generate_series(0, ${BATCH - 1}) k)`;
  return call(group, `${part(head)} || ${items} || ${part(tail)}`);
}

/** A reward taken for points: the debit and its lots, code, stock, limit, audit and events. */
export async function redeemStatement(ctx: Ctx, group: Group, newIdSql: string): Promise<string> {
  const input = { customerId: customerId(group.first), rewardKey: "voucher" };
  const facts = await redeemReward.facts({ db: ctx.db, ctx, input, lock: false });
  const { result, ...payload } = redeemReward.plan({ facts, ctx, input });
  const code = { [result.code]: `right(${newIdSql}::text, 12)` };
  return call(group, asSql(ledgerBody(ctx, payload), { ...ownOf(ctx, group, ":n"), ...code }, newIdSql));
}
