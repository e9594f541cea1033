import { sql } from "drizzle-orm";
import { z } from "zod";
import { type LocalizedText, textIn } from "@/lib/domain/program/schema";
import { getVersionAt } from "@/lib/features/programs";
import { defineQuery } from "@/lib/platform/query";

/** What the live program calls the tiers and plans that conditions name. */
export const getConditionNames = defineQuery({
  name: "segments.condition_names",
  permission: "segments.read",
  input: z.strictObject({}),
  async run({ db, ctx }) {
    const live = await getVersionAt(db, ctx.merchantId, ctx.now);
    const first = live?.document.locales[0] ?? "en";
    const named = ({ key, name }: { key: string; name: LocalizedText }) => ({
      key,
      name: textIn(name, "en", first, key),
    });
    return {
      tiers: (live?.document.tiers?.levels ?? []).map(named),
      plans: (live?.document.perks.plans ?? []).map(named),
    };
  },
});

/** Beyond so many values a list of them helps nobody; what is missing can still be typed. */
const MAX_VALUES = 200;

/** What conditions of this store can choose from: tiers and plans of the live program, and the texts that occur. */
export const getConditionOptions = defineQuery({
  name: "segments.options",
  permission: "segments.read",
  input: z.strictObject({}),
  async run({ db, ctx }) {
    const { merchantId } = ctx;
    const [names, countries, tags, categories] = await Promise.all([
      getConditionNames.run({ db, ctx, input: {} }),
      db.execute<{ value: string }>(sql`select distinct country as value from customers
        where merchant_id = ${merchantId} and country is not null order by 1 limit ${MAX_VALUES}`),
      db.execute<{ value: string }>(sql`select distinct unnest(tags) as value from customers
        where merchant_id = ${merchantId} and tags <> '{}' order by 1 limit ${MAX_VALUES}`),
      // Jumps from each category to the next one in the index instead of reading every line of every order.
      db.execute<{ value: string }>(sql`
        with recursive seen(value, n) as (
          (select category, 1 from order_lines where merchant_id = ${merchantId} and category is not null
            order by category limit 1)
          union all
          select (select category from order_lines where merchant_id = ${merchantId} and category > seen.value
            order by category limit 1), n + 1
          from seen where seen.value is not null and n < ${MAX_VALUES})
        select value from seen where value is not null`),
    ]);
    const texts = (rows: Iterable<{ value: string }>) => [...rows].map(({ value }) => value);
    return {
      ...names,
      countries: texts(countries),
      tags: texts(tags),
      categories: texts(categories),
    };
  },
});

export type ConditionOptions = Awaited<ReturnType<typeof getConditionOptions.run>>;
