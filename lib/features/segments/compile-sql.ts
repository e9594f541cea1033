import { type SQL, sql } from "drizzle-orm";
import type { Condition, Test } from "@/lib/domain/conditions/schema";
import { foldCase, lastDays, monthWanted } from "@/lib/domain/conditions/window";

/** Of whom and when a condition is asked. */
export type Asked = { merchantId: string; now: Date; timezone: string };

type NumberTest = Extract<Test, { op: "at_least" | "at_most" | "equals" }>;
type DateTest = Extract<Test, { field: "last_order" | "first_order" | "joined" }>;
type SetTest = Extract<Test, { op: "any_of" | "none_of" }>;

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`;
const operators = { at_least: sql`>=`, at_most: sql`<=`, equals: sql`=` } as const;

function textArray(values: readonly string[]): SQL {
  const parts = values.map((value) => sql`${value}`);
  return sql`array[${sql.join(parts, sql`, `)}]::text[]`;
}

/** Orders `o` of the merchant's customers of which something is left, of the last days where the test says so. */
function ordersThatCount({ merchantId, ...moment }: Asked, withinDays: number | undefined): SQL {
  const base = sql`o.merchant_id = ${merchantId} and o.customer_id is not null and not o.is_test
    and o.status in ('paid', 'partially_refunded') and not (o.total_minor > 0 and o.refunded_minor >= o.total_minor)`;
  if (withinDays === undefined) return base;
  const { from, to } = lastDays(moment, withinDays);
  return sql`${base} and o.placed_at >= ${instant(from)} and o.placed_at < ${instant(to)}`;
}

/**
 * The least spend that is among the top percent of those who have ordered; null while nobody has. `ceil` as in
 * `topCount` of the domain, in whole numbers.
 */
export function topSpendSql({ merchantId }: Asked, percent: number): SQL {
  const ranked = sql`from customers r where r.merchant_id = ${merchantId} and r.orders_count > 0`;
  return sql`(select r.spend_minor ${ranked} order by r.spend_minor desc limit 1
    offset (select greatest(0, (count(*) * ${percent}::int + 99) / 100 - 1) ${ranked}))`;
}

/**
 * Compiles the tests of one condition on the customer `c`. What they need beside that row is joined once per customer
 * and need (`j0`, `j1` …), so that groups may nest as they like and the database never looks anything up row by row.
 */
class Compiler {
  private readonly joins = new Map<string, { name: string; rows: SQL }>();

  constructor(private readonly asked: Asked) {}

  get from(): SQL {
    const joined = [...this.joins.values()].map(({ name, rows }) => {
      const alias = sql.identifier(name);
      return sql`left join (${rows}) ${alias} on ${alias}.customer_id = c.id`;
    });
    return sql`customers c ${sql.join(joined, sql` `)}`;
  }

  condition(condition: Condition): SQL {
    const group = (parts: Condition[], word: SQL) =>
      sql`(${sql.join(
        parts.map((part) => this.condition(part)),
        word,
      )})`;
    if ("all" in condition) return group(condition.all, sql` and `);
    if ("any" in condition) return group(condition.any, sql` or `);
    return this.test(condition);
  }

  /** Rows `(customer_id, …)`, at most one per customer; the same key means the same rows. */
  private join(key: string, rows: SQL): SQL {
    const known = this.joins.get(key) ?? { name: `j${this.joins.size}`, rows };
    this.joins.set(key, known);
    return sql`${sql.identifier(known.name)}`;
  }

  private test(test: Test): SQL {
    switch (test.field) {
      case "orders":
      case "aov":
      case "points":
        return this.number(test);
      case "spend":
        if (test.op !== "top_percent") return this.number(test);
        return sql`(c.orders_count > 0 and c.spend_minor >= ${topSpendSql(this.asked, test.percent)})`;
      case "last_order":
      case "first_order":
      case "joined":
        return this.date(test);
      case "birthday":
        return sql`(extract(month from c.birthday) = ${monthWanted(test.month, this.asked)}::int)`;
      default:
        return this.set(test);
    }
  }

  private totals(withinDays: number | undefined): { orders: SQL; spend: SQL } {
    if (withinDays === undefined) return { orders: sql`c.orders_count`, spend: sql`c.spend_minor` };
    const j = this.join(
      `orders ${withinDays}`,
      sql`select o.customer_id, count(*) as orders,
        sum(o.total_minor - least(o.refunded_minor, o.total_minor)) as spend
      from orders o where ${ordersThatCount(this.asked, withinDays)} group by o.customer_id`,
    );
    return { orders: sql`coalesce(${j}.orders, 0)`, spend: sql`coalesce(${j}.spend, 0)` };
  }

  private number(test: NumberTest): SQL {
    const [op, value] = [operators[test.op], sql`${test.value}::numeric`];
    if (test.field === "points") {
      const { merchantId } = this.asked;
      const rows = sql`select w.customer_id, w.available from wallets w
        where w.merchant_id = ${merchantId} and w.asset = 'points'`;
      return sql`(coalesce(${this.join("points", rows)}.available, 0) ${op} ${value})`;
    }
    const { orders, spend } = this.totals(test.withinDays);
    if (test.field === "aov") return sql`(${orders} > 0 and ${spend} ${op} ${value} * ${orders})`;
    return sql`(${test.field === "orders" ? orders : spend} ${op} ${value})`;
  }

  private date(test: DateTest): SQL {
    const column = {
      last_order: sql`c.last_order_at`,
      first_order: sql`c.first_order_at`,
      joined: sql`c.enrolled_at`,
    }[test.field];
    if (test.op === "never") return sql`(${column} is null)`;
    const { from, to } = lastDays(this.asked, test.days);
    return test.op === "within_days"
      ? sql`(${column} >= ${instant(from)} and ${column} < ${instant(to)})`
      : sql`(${column} < ${instant(from)})`;
  }

  private set(test: SetTest): SQL {
    const hasOne = this.hasOne(test);
    return test.op === "any_of" ? hasOne : sql`(${hasOne} is not true)`;
  }

  /** Whether the customer has one of the values; null counts as no. */
  private hasOne(test: SetTest): SQL {
    const { merchantId } = this.asked;
    const values = textArray(test.values);
    switch (test.field) {
      case "tier":
        return sql`(c.tier_key = any(${values}))`;
      case "country":
        // The "C" collation knows A–Z alone, as foldCase does, whatever language the server speaks.
        return sql`(lower(c.country collate "C") = any(${textArray(test.values.map(foldCase))}))`;
      case "tags":
        return sql`(c.tags && ${values})`;
      case "nps": {
        const rows = sql`select distinct on (s.customer_id) s.customer_id, case when s.score >= 9 then 'promoter'
            when s.score >= 7 then 'passive' else 'detractor' end as nps
          from survey_responses s where s.merchant_id = ${merchantId} and s.kind = 'nps' and s.customer_id is not null
          order by s.customer_id, s.answered_at desc, s.id desc`;
        return sql`(${this.join("nps", rows)}.nps = any(${values}))`;
      }
      case "plan": {
        const rows = sql`select distinct b.customer_id from subscriptions b
          where b.merchant_id = ${merchantId} and b.status = 'active'
            and b.started_at <= ${instant(this.asked.now)} and b.plan_key = any(${values})`;
        return sql`(${this.join(`plan ${JSON.stringify(test.values)}`, rows)}.customer_id is not null)`;
      }
      case "category": {
        const rows = sql`select distinct o.customer_id from order_lines l
          join orders o on o.merchant_id = l.merchant_id and o.id = l.order_id
          where l.merchant_id = ${merchantId} and l.category = any(${values})
            and ${ordersThatCount(this.asked, test.withinDays)}`;
        const key = `category ${test.withinDays} ${JSON.stringify(test.values)}`;
        return sql`(${this.join(key, rows)}.customer_id is not null)`;
      }
    }
  }
}

/**
 * A condition as a select of the ids of the merchant's customers whom it holds. It means what `holds` of the domain
 * means; members.it.test.ts compares both on random stores.
 */
export function compileCondition(condition: Condition, asked: Asked): SQL {
  const compiler = new Compiler(asked);
  const where = compiler.condition(condition);
  return sql`select c.id from ${compiler.from} where c.merchant_id = ${asked.merchantId} and ${where}`;
}
