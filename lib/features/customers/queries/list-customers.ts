import { and, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, orders, redemptions, wallets } from "@/db/schema";
import { segmentSql } from "@/lib/features/segments";
import type { Ctx } from "@/lib/platform/ctx";
import { keyset } from "@/lib/platform/keyset";
import { identified, mayIdentify } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { type ListCustomersInput, listCustomersSchema } from "../schema";

/** Counting stops here: a person does not need to know whether it is 48,000 or 49,000. */
const COUNT_UP_TO = 10_000;

const sorts = {
  lastOrder: { value: sql`coalesce(${customers.lastOrderAt}, '0001-01-01Z')`, type: "timestamptz" },
  points: { value: sql`coalesce(${wallets.available}, 0)`, type: "bigint" },
  created: { value: customers.createdAt, type: "timestamptz" },
} as const;

export type FoundBy = { by: "customer" | "order" | "code"; value: string };

/** Customers whose own id, order id or reward code is exactly the search text. */
async function findByIds(db: Db | Tx, ctx: Ctx, search: string): Promise<Map<string, FoundBy>> {
  if (!search) return new Map();
  const { merchantId } = ctx;
  const found = await db.execute<{ id: string; by: FoundBy["by"]; value: string }>(sql`
    select id, 'code' as by, code as value from (
      select ${redemptions.customerId} as id, ${redemptions.code} as code from ${redemptions}
      where ${redemptions.merchantId} = ${merchantId}
        and ${redemptions.code} in (${search}, ${search.toUpperCase()})) codes
    union all
    select ${orders.customerId}, 'order', ${orders.externalId} from ${orders}
    where ${orders.merchantId} = ${merchantId} and ${orders.externalId} = ${search} and ${orders.customerId} is not null
    union all
    select ${customers.id}, 'customer', ${customers.externalId} from ${customers}
    where ${customers.merchantId} = ${merchantId} and ${customers.externalId} = ${search}`);
  return new Map(found.map(({ id, by, value }) => [id, { by, value }]));
}

function startsWith(column: SQL | typeof customers.name, start: string): SQL {
  return sql`lower(${column}) like ${`${start.replace(/[\\%_]/g, "\\$&")}%`}`;
}

/** Words of a name or the start of an e-mail; nothing for who may not see them, as hits would tell them. */
export function byIdentity(ctx: Ctx, search: string): SQL | undefined {
  if (!mayIdentify(ctx.actor)) return sql`false`;
  const start = search.toLowerCase();
  if (start.includes("@")) return startsWith(sql`${customers.email}`, start);
  const laterWord = sql`lower(${customers.name}) like ${`% ${start.replace(/[\\%_]/g, "\\$&")}%`}`;
  return or(startsWith(sql`${customers.name}`, start), startsWith(sql`${customers.email}`, start), laterWord);
}

async function filterOf(db: Db | Tx, ctx: Ctx, input: ListCustomersInput, ids: string[]) {
  const { search, tier, member, segment, belowZero } = input;
  return and(
    eq(customers.merchantId, ctx.merchantId),
    search ? (ids.length > 0 ? inArray(customers.id, ids) : byIdentity(ctx, search)) : undefined,
    tier === "none" ? isNull(customers.tierKey) : tier ? eq(customers.tierKey, tier) : undefined,
    member === "yes" ? isNotNull(customers.enrolledAt) : undefined,
    member === "no" ? isNull(customers.enrolledAt) : undefined,
    segment ? sql`${customers.id} in (${await segmentSql(db, ctx, segment)})` : undefined,
    belowZero ? sql`${wallets.available} < 0` : undefined,
  );
}

/** Read for the rows of the page alone; a join would read every wallet of the store first. */
function balance(column: typeof wallets.available | typeof wallets.pending) {
  return sql<bigint>`coalesce((select ${sql.identifier(column.name)} from ${wallets} w
    where w.merchant_id = ${customers.merchantId} and w.customer_id = ${customers.id} and w.asset = 'points'), 0)`.mapWith(
    BigInt,
  );
}

/** For sorting and filtering; where neither asks for points, the database leaves the join out. */
const wallet = and(
  eq(wallets.merchantId, customers.merchantId),
  eq(wallets.customerId, customers.id),
  eq(wallets.asset, "points"),
);

/**
 * A page of customers with their points. The search text is tried as an exact id first; only if none matches it is
 * read as a name or e-mail. Staff who may not identify customers get masked rows, and find by ids only. Throws NOT_FOUND
 * (`segment_unknown`).
 */
export const listCustomers = defineQuery({
  name: "customers.list",
  permission: "customers.read",
  input: listCustomersSchema,
  async run({ db, ctx, input }) {
    const foundBy = await findByIds(db, ctx, input.search);
    const filter = await filterOf(db, ctx, input, [...foundBy.keys()]);
    const ordering = { ...sorts[input.sort], id: customers.id, descending: !input.ascending };
    const list = keyset(ordering, input.cursor, input.limit);
    const [rows, [counted]] = await Promise.all([
      db
        .select({
          cursorKey: list.cursorKey,
          id: customers.id,
          externalId: customers.externalId,
          name: customers.name,
          email: customers.email,
          tierKey: customers.tierKey,
          enrolledAt: customers.enrolledAt,
          lastOrderAt: customers.lastOrderAt,
          createdAt: customers.createdAt,
          ordersCount: customers.ordersCount,
          available: balance(wallets.available),
          pending: balance(wallets.pending),
        })
        .from(customers)
        .leftJoin(wallets, wallet)
        .where(and(filter, list.where))
        .orderBy(...list.orderBy)
        .limit(list.limit),
      db
        .select({ count: sql<number>`count(*)::int` })
        .from(
          db
            .select({ id: customers.id })
            .from(customers)
            .leftJoin(wallets, wallet)
            .where(filter)
            .limit(COUNT_UP_TO)
            .as("counted"),
        ),
    ]);
    const { rows: page, ...cursors } = list.page(rows);
    return {
      ...cursors,
      rows: page.map((row) => ({ ...identified(ctx.actor, row), foundBy: foundBy.get(row.id) ?? null })),
      /** At most `COUNT_UP_TO`; `countIsFloor` then tells that there may be more. */
      count: counted?.count ?? 0,
      countIsFloor: counted?.count === COUNT_UP_TO,
    };
  },
});

export type CustomerRow = Awaited<ReturnType<typeof listCustomers.run>>["rows"][number];
