import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { segments } from "@/db/schema";
import type { Condition } from "@/lib/domain/conditions/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineQuery } from "@/lib/platform/query";
import { type Asked, compileCondition } from "../compile-sql";
import { askedNow } from "../find-segments";
import { segmentByKeySchema } from "../schema";
import { loadUses } from "../usage";

const columns = {
  key: segments.key,
  name: segments.name,
  condition: segments.condition,
  createdAt: segments.createdAt,
  updatedAt: segments.updatedAt,
};

/** How many customers a condition holds now. */
export async function countMembers(db: Db | Tx, asked: Asked, condition: Condition): Promise<number> {
  const [row] = await db.execute<{ size: number }>(
    sql`select count(*)::int as size from (${compileCondition(condition, asked)}) members`,
  );
  return row?.size ?? 0;
}

/** All segments by name, each with its size now and what of the program asks for it. */
export const listSegments = defineQuery({
  name: "segments.list",
  permission: "segments.read",
  input: z.strictObject({}),
  async run({ db, ctx }) {
    const [rows, asked, uses] = await Promise.all([
      db
        .select(columns)
        .from(segments)
        .where(eq(segments.merchantId, ctx.merchantId))
        .orderBy(asc(sql`lower(${segments.name})`), asc(segments.key)),
      askedNow(db, ctx),
      loadUses(db, ctx),
    ]);
    return Promise.all(
      rows.map(async (row) => ({
        ...row,
        size: await countMembers(db, asked, row.condition),
        usedBy: uses.get(row.key) ?? [],
      })),
    );
  },
});

export type SegmentRow = Awaited<ReturnType<typeof listSegments.run>>[number];

/** The segments by name with their conditions, without looking who is in: for menus. */
export const listSegmentNames = defineQuery({
  name: "segments.names",
  permission: "segments.read",
  input: z.strictObject({}),
  run: ({ db, ctx }) =>
    db
      .select({ key: segments.key, name: segments.name, condition: segments.condition })
      .from(segments)
      .where(eq(segments.merchantId, ctx.merchantId))
      .orderBy(asc(sql`lower(${segments.name})`), asc(segments.key)),
});

/** One segment with what asks for it. Throws NOT_FOUND. */
export const getSegment = defineQuery({
  name: "segments.get",
  permission: "segments.read",
  input: segmentByKeySchema,
  async run({ db, ctx, input }) {
    const [[row], uses] = await Promise.all([
      db
        .select(columns)
        .from(segments)
        .where(and(eq(segments.merchantId, ctx.merchantId), eq(segments.key, input.key))),
      loadUses(db, ctx),
    ]);
    if (!row) throw new DomainError("NOT_FOUND", "segment_unknown");
    return { ...row, usedBy: uses.get(row.key) ?? [] };
  },
});

export type SegmentDto = Awaited<ReturnType<typeof getSegment.run>>;
