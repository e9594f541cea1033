import { and, eq, inArray, sql } from "drizzle-orm";
import { products } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { defineCommand } from "@/lib/platform/command";
import { contentHash } from "@/lib/platform/json";
import { type ProductInput, recordProductsSchema } from "../schema";

type Stored = typeof products.$inferSelect;

/** The product after it was told; a lower price is remembered with its time. */
function after(stored: Stored | undefined, { externalId, ...told }: ProductInput, now: Date) {
  const before = {
    sku: stored?.sku ?? null,
    title: stored?.title ?? externalId,
    category: stored?.category ?? null,
    priceMinor: stored?.priceMinor ?? null,
    priceFellAt: stored?.priceFellAt ?? null,
    marginBps: stored?.marginBps ?? null,
    imageUrl: stored?.imageUrl ?? null,
    lifetimeDays: stored?.lifetimeDays ?? null,
  };
  const product = { ...before, ...told };
  const [was, is] = [before.priceMinor, product.priceMinor];
  const fell = was !== null && is !== null && is < was;
  const outcome = !stored
    ? "created"
    : contentHash(before) === contentHash(product)
      ? "unchanged"
      : "updated";
  return {
    externalId,
    product: { ...product, ...(fell ? { priceFellAt: now } : {}) },
    outcome,
    fell,
  } as const;
}

/**
 * Keeps products by the shop's id: new ones are made, of known ones what is told follows. Where a price falls its time is
 * kept, so that `payPriceDrops` can pay back the difference. Answers what became of each; of several with one id the last
 * counts.
 */
export const recordProducts = defineCommand({
  name: "products.record",
  permission: "products.write",
  input: recordProductsSchema,
  async run({ tx, ctx, input }) {
    const { merchantId } = ctx;
    const told = [...new Map(input.facts.map((product) => [product.externalId, product])).values()];
    const names = told.map(({ externalId }) => externalId).sort();
    const stored = await tx
      .select()
      .from(products)
      .where(and(eq(products.merchantId, merchantId), inArray(products.externalId, names)))
      .orderBy(products.externalId)
      .for("update");
    const known = new Map(stored.map((product) => [product.externalId, product]));
    const all = told.map((product) => after(known.get(product.externalId), product, ctx.now));
    const changed = all
      .filter(({ outcome }) => outcome !== "unchanged")
      .sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
    if (changed.length > 0)
      await tx
        .insert(products)
        .values(
          changed.map(({ externalId, product }) => ({ ...product, externalId, merchantId, id: newId() })),
        )
        .onConflictDoUpdate({
          target: [products.merchantId, products.externalId],
          set: {
            sku: sql`excluded.sku`,
            title: sql`excluded.title`,
            category: sql`excluded.category`,
            priceMinor: sql`excluded.price_minor`,
            priceFellAt: sql`excluded.price_fell_at`,
            marginBps: sql`excluded.margin_bps`,
            imageUrl: sql`excluded.image_url`,
            lifetimeDays: sql`excluded.lifetime_days`,
          },
        });
    return {
      result: {
        facts: all.map(({ externalId, outcome }) => ({ externalId, outcome })),
        pricesFallen: all.filter(({ fell }) => fell).length,
      },
      audit: (input.batchId ? [] : changed).map(({ externalId, product }) => ({
        action: "product.record",
        subjectType: "product",
        subjectId: externalId,
        before: known.get(externalId),
        after: product,
      })),
    };
  },
});
