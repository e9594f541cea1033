// Calls of `ledger_post` as one SQL statement each, with what the product's own plans hand to it.

import type postgres from "postgres";
import { newId } from "@/lib/domain/id";
import { recordOrders } from "@/lib/features/orders";
import { redeemReward } from "@/lib/features/rewards";
import type { Ctx } from "@/lib/platform/ctx";
import { ledgerBody } from "@/lib/platform/ledger-post";
import { customerId, customerNumber, type Group, REWARDS, rewardKey, sqlOf } from "./stores";

export const BATCH = 100;
/** What a UUIDv7 begins with: its time. */
const UUID_TIME = /[0-9a-f]{8}-[0-9a-f]{4}(?=-7[0-9a-f]{3}-)/g;
const START = Date.now();

/** An order of today of the customer with this number, as a shop tells it. */
export function orderOf(customer: number, at: Date) {
  return {
    kind: "order" as const,
    order: {
      externalId: newId(),
      customerExternalId: `c${customer}`,
      placedAt: at,
      paidAt: at,
      totalMinor: 4990n,
      lines: [
        {
          lineId: "1",
          sku: "tea",
          title: "Tea",
          category: "tea",
          collection: null,
          quantity: 2,
          unitPriceMicro: 24_950_000n,
        },
      ],
    },
  };
}

/** The award of the orders of these customers, as a plan for the ledger. */
async function awardsOf(ctx: Ctx, customers: number[]) {
  const input = recordOrders.input.parse({ facts: customers.map((number) => orderOf(number, ctx.now)) });
  const facts = await recordOrders.facts({ db: ctx.db, ctx, input, lock: false });
  return recordOrders.plan({ facts, ctx, input });
}

type Own = Record<string, string>;

/** What every call has of its own: ids of another time, and another time. In SQL, by what stands for it in the text. */
const ownOfCall = (n: string): Own => ({
  "@time@": `overlay(lpad(to_hex(${START} + ${n}), 12, '0') placing '-' from 9 for 0)`,
  "@now@": "now()::text",
});

/** The text with marks where every call differs. */
const marked = (text: string, ctx: Ctx) =>
  text.replaceAll(ctx.now.toISOString(), "@now@").replaceAll(UUID_TIME, "@time@");

/** SQL that puts in what is the call's own; cheap, since the making of the text is not what is measured. */
const filled = (text: string, own: Own) =>
  Object.entries(own).reduce((value, [mark, sql]) => `replace(${value}, '${mark}', ${sql})`, text);

/** A literal without colons, which would begin a variable of pgbench. */
const literal = (text: string) =>
  `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll(":", "\\x3a")}'`;

const N = ":n::bigint";

const call = (group: Group, body: string) => `select ledger_post(${sqlOf(group, N).store}, (${body})::jsonb)`;

/** A call for the customer of its number, from one that was made for the first customer of the group. */
function statementOf(ctx: Ctx, group: Group, body: string, more: Own = {}): string {
  const { number, customer } = sqlOf(group, N);
  const text = marked(
    body.replaceAll(customerId(group.first), "@customer@").replaceAll(`"c${group.first}"`, '"@name@"'),
    ctx,
  );
  const own = { ...ownOfCall(N), "@customer@": `${customer}::text`, "@name@": `'c' || ${number}`, ...more };
  return call(group, filled(literal(text), own));
}

/** The award of an order: transaction, entry, lot, award row, balance and event. The order is not stored. */
export async function earnStatement(ctx: Ctx, group: Group): Promise<string> {
  const { postings, events } = await awardsOf(ctx, [group.first]);
  return statementOf(ctx, group, ledgerBody(ctx, { postings, events }));
}

/** A reward taken for points: the debit and its lots, code, stock, limit, audit and events; of so many rewards. */
export async function redeemStatement(ctx: Ctx, group: Group, rewards = REWARDS): Promise<string> {
  const input = { customerId: customerId(group.first), rewardKey: rewardKey(0) };
  const facts = await redeemReward.facts({ db: ctx.db, ctx, input, lock: false });
  const { result, ...payload } = redeemReward.plan({ facts, ctx, input });
  const body = ledgerBody(ctx, payload).replaceAll(result.code, "@code@");
  return statementOf(ctx, group, body.replaceAll(`"${rewardKey(0)}"`, '"@reward@"'), {
    "@code@": `'${rewards}C' || ${N}`,
    "@reward@": `'${rewardKey("")}' || ${N} % ${rewards}`,
  });
}

/**
 * The awards of a hundred orders of as many customers in one call, without events as an import posts them. The texts
 * are kept in a table, which takes about as long to read as to receive.
 */
export async function batchStatement(ctx: Ctx, group: Group, owner: postgres.Sql): Promise<string> {
  const slices = group.customers / BATCH;
  await owner`create table bench_bodies (n int primary key, body text not null)`;
  await owner`alter table bench_bodies alter body set storage external`;
  await owner`grant select on bench_bodies to public`;
  for (let n = 0; n < slices; n++) {
    const customers = Array.from({ length: BATCH }, (_, k) => customerNumber(group, n * BATCH + k));
    const { postings } = await awardsOf(ctx, customers);
    const customerIds = customers.map(customerId);
    const body = customerIds.reduce(
      (text, id, i) => text.replaceAll(id, `@${i}@`),
      ledgerBody(ctx, { postings }),
    );
    const text = customerIds.reduce((rest, id, i) => rest.replaceAll(`@${i}@`, id), marked(body, ctx));
    await owner`insert into bench_bodies (n, body) values (${n}, ${text})`;
  }
  const body = `(select body from bench_bodies where n = ${N} % ${slices})`;
  return call(group, filled(body, ownOfCall(N)));
}
