import { sql } from "drizzle-orm";
import { identified } from "@/lib/platform/mask";
import { defineQuery } from "@/lib/platform/query";
import { compileCondition } from "../compile-sql";
import { askedNow } from "../find-segments";
import { listMembersSchema, previewConditionSchema } from "../schema";

const SAMPLE = 5;

type Sampled = {
  id: string;
  externalId: string;
  name: string | null;
  email: string | null;
  tierKey: string | null;
  spendMinor: bigint;
  lastOrderAt: Date | null;
  size: number;
};

/** How many of the store's customers a condition holds now, and the first five of them; masked where the role says so. */
export const previewCondition = defineQuery({
  name: "segments.preview",
  permission: "segments.read",
  input: previewConditionSchema,
  async run({ db, ctx, input }) {
    const { merchantId } = ctx;
    const members = compileCondition(input.condition, await askedNow(db, ctx));
    const [rows, [all]] = await Promise.all([
      db.execute<Sampled>(sql`
        with members as materialized (${members})
        select c.id, c.external_id as "externalId", c.name, c.email, c.tier_key as "tierKey",
          c.spend_minor as "spendMinor", c.last_order_at as "lastOrderAt",
          (select count(*)::int from members) as size
        from customers c where c.merchant_id = ${merchantId}
          and c.id in (select id from members order by id limit ${SAMPLE}) order by c.id`),
      db.execute<{ of: number }>(
        sql`select count(*)::int as of from customers where merchant_id = ${merchantId}`,
      ),
    ]);
    const sample = rows.map(({ size: _, ...row }) => identified(ctx.actor, row));
    return { size: rows[0]?.size ?? 0, of: all?.of ?? 0, sample };
  },
});

export type ConditionPreview = Awaited<ReturnType<typeof previewCondition.run>>;

/** A page of the customers whom a condition holds now, by the shop's ids. `next` is null after the last page. */
export const listMembers = defineQuery({
  name: "segments.members",
  permission: "segments.read",
  input: listMembersSchema,
  async run({ db, ctx, input: { condition, after, limit } }) {
    const members = compileCondition(condition, await askedNow(db, ctx));
    const rows = await db.execute<{ id: string; externalId: string }>(sql`
      select c.id, c.external_id as "externalId" from customers c
      where c.merchant_id = ${ctx.merchantId} and c.id in (${members})
        ${after ? sql`and c.id > ${after}` : sql``}
      order by c.id limit ${limit + 1}`);
    const page = rows.slice(0, limit);
    return {
      externalIds: page.map(({ externalId }) => externalId),
      next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
  },
});
