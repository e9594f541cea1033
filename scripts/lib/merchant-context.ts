import { eq } from "drizzle-orm";
import { createDatabase } from "@/db/client";
import { merchants } from "@/db/schema";
import type { DomainError } from "@/lib/domain/errors";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
import { env } from "@/lib/platform/env";

/** Runs work in the store of this slug, as the operator. Throws when there is no such store. */
export async function withMerchant<T>(slug: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { db, end } = createDatabase(env().DATABASE_URL);
  try {
    const [merchant] = await db.select({ id: merchants.id }).from(merchants).where(eq(merchants.slug, slug));
    if (!merchant) throw new Error(`there is no merchant "${slug}"`);
    return await work(makeCtx({ merchantId: merchant.id, actor: { type: "system" }, db }));
  } finally {
    await end();
  }
}

/** What is wrong with an input, in one line for the terminal. */
export function usageProblem(error: DomainError): string {
  return Object.entries(error.fieldErrors)
    .map(([field, problem]) => `${field}: ${problem}`)
    .join("; ");
}
