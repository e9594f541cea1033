import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Db, db } from "@/db/client";
import { merchants } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineQuery } from "@/lib/platform/query";

const columns = {
  id: merchants.id,
  slug: merchants.slug,
  name: merchants.name,
  currency: merchants.currency,
  timezone: merchants.timezone,
};

/** The store as its staff sees it. `grossMarginBps` is null while nobody has told it. */
export const getMerchant = defineQuery({
  name: "merchant.get",
  permission: "merchant.read",
  input: z.strictObject({}),
  async run({ db, ctx }) {
    const [merchant] = await db
      .select({ ...columns, grossMarginBps: merchants.grossMarginBps, createdAt: merchants.createdAt })
      .from(merchants)
      .where(eq(merchants.id, ctx.merchantId));
    if (!merchant) throw new DomainError("NOT_FOUND");
    return merchant;
  },
});

/** The store of a slug, for pages that anyone may open and for the command line; null if there is none. */
export async function getMerchantBySlug(db: Db, slug: string) {
  const [merchant] = await db.select(columns).from(merchants).where(eq(merchants.slug, slug));
  return merchant ?? null;
}

/** Whether the installation has a store; until then its first page is /setup. */
export async function isSetUp(at: Db = db()): Promise<boolean> {
  const [store] = await at.select({ id: merchants.id }).from(merchants).limit(1);
  return store !== undefined;
}
