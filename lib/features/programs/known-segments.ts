import { eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { segments } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { segmentsNamed } from "@/lib/domain/program/segments";
import type { Ctx } from "@/lib/platform/ctx";

/** The keys of the store's segments. */
export async function listSegmentKeys(db: Db | Tx, { merchantId }: Ctx): Promise<string[]> {
  const rows = await db
    .select({ key: segments.key })
    .from(segments)
    .where(eq(segments.merchantId, merchantId));
  return rows.map(({ key }) => key);
}

/** Throws VALIDATION (`segments_unknown`), naming each place, where the document asks for segments the store lacks. */
export async function assertSegmentsKnown(tx: Tx, ctx: Ctx, document: ProgramDocument): Promise<void> {
  const named = segmentsNamed(document);
  if (named.length === 0) return;
  const known = await listSegmentKeys(tx, ctx);
  const unknown = named.filter(({ segment }) => !known.includes(segment));
  if (unknown.length === 0) return;
  const keys = [...new Set(unknown.map(({ segment }) => segment))].join(", ");
  const fieldErrors = Object.fromEntries(unknown.map(({ path }) => [`document.${path}`, "segment_unknown"]));
  throw new DomainError("VALIDATION", "segments_unknown", { keys }, fieldErrors);
}
