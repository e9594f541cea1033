import { type SQLWrapper, sql } from "drizzle-orm";
import { z } from "zod";
import { isLocalDate } from "@/lib/domain/time";

const cursorSchema = z.tuple([z.enum(["after", "before"]), z.string().max(40), z.uuid()]);

/** An opaque place in a list, as a page before it gave it. One that cannot be read means the first page. */
export const cursorInput = z.string().max(200).optional().catch(undefined);

type Keyed = { cursorKey: string; id: string };
type Ordering = {
  /** What the list is sorted by, never null; rows with equal values go by id. */
  value: SQLWrapper;
  type: "timestamptz" | "bigint" | "date";
  id: SQLWrapper;
  descending?: boolean;
};

/** A page of a list; a cursor is null where there is nothing on that side. */
export type PageOf<Row> = { rows: Row[]; previous: string | null; next: string | null };

/** What a value looks like as PostgreSQL writes it; a cursor of another order, or of nobody, does not. */
const isWritten: Record<Ordering["type"], (text: string) => boolean> = {
  bigint: (text) => /^-?\d{1,18}$/.test(text),
  timestamptz: (text) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d){0,2}( BC)?$/.test(text),
  date: isLocalDate,
};

function decode(cursor: string | undefined, type: Ordering["type"]): z.infer<typeof cursorSchema> | null {
  if (!cursor) return null;
  try {
    const place = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return isWritten[type](place[1]) ? place : null;
  } catch {
    return null;
  }
}

function encode(side: "after" | "before", row: Keyed | undefined): string | null {
  return row ? Buffer.from(JSON.stringify([side, row.cursorKey, row.id])).toString("base64url") : null;
}

/**
 * Paging by the last row seen, so that rows that come or go meanwhile repeat and hide nothing. Select `cursorKey` and
 * `id` with the columns, filter by `where`, sort by `orderBy`, take `limit`, then let `page` cut the answer.
 */
export function keyset(ordering: Ordering, cursor: string | undefined, size: number) {
  const { value, type, id, descending = true } = ordering;
  const place = decode(cursor, type);
  const backwards = place?.[0] === "before";
  const down = descending !== backwards;
  const compare = sql.raw(down ? "<" : ">");
  const direction = sql.raw(down ? "desc" : "asc");
  return {
    // As text and without loss: a JavaScript Date would cut microseconds off and repeat or skip rows.
    cursorKey: sql<string>`(${value})::text`,
    where: place
      ? sql`(${value}, ${id}) ${compare} (${place[1]}::${sql.raw(type)}, ${place[2]}::uuid)`
      : undefined,
    orderBy: [sql`${value} ${direction}`, sql`${id} ${direction}`],
    limit: size + 1,
    page<Row extends Keyed>(found: Row[]): PageOf<Omit<Row, "cursorKey">> {
      const more = found.length > size;
      const rows = found.slice(0, size);
      if (backwards) rows.reverse();
      const hasPrevious = backwards ? more : place !== null;
      const hasNext = backwards || more;
      return {
        rows: rows.map(({ cursorKey: _, ...row }) => row),
        previous: hasPrevious ? encode("before", rows[0]) : null,
        next: hasNext ? encode("after", rows.at(-1)) : null,
      };
    },
  };
}
