import { eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { merchants } from "@/db/schema";
import { DomainError, type FieldErrors, invariant } from "@/lib/domain/errors";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { Ctx } from "@/lib/platform/ctx";

export type ProgramMerchant = Pick<ProgramDocument, "name" | "currency" | "timezone">;

/** What a program shares with its merchant. `lock` lets one publication at a time go on, and delays nobody else. */
export async function getProgramMerchant(
  db: Db | Tx,
  ctx: Ctx,
  options: { lock?: boolean } = {},
): Promise<ProgramMerchant> {
  const query = db
    .select({ name: merchants.name, currency: merchants.currency, timezone: merchants.timezone })
    .from(merchants)
    .where(eq(merchants.id, ctx.merchantId));
  const [merchant] = await (options.lock ? query.for("no key update") : query);
  invariant(merchant, "the context names an existing merchant");
  return merchant;
}

/** Throws VALIDATION unless money and days of the document are the merchant's own. */
export function assertFitsMerchant(document: ProgramDocument, merchant: ProgramMerchant): void {
  const fieldErrors: FieldErrors = {};
  if (document.currency !== merchant.currency) fieldErrors["document.currency"] = "currency_differs";
  if (document.timezone !== merchant.timezone) fieldErrors["document.timezone"] = "timezone_differs";
  if (Object.keys(fieldErrors).length > 0)
    throw new DomainError(
      "VALIDATION",
      "program_of_another_store",
      { currency: merchant.currency, timezone: merchant.timezone },
      fieldErrors,
    );
}

/** Lets nobody else publish until the transaction ends, nor do what a publication relies on. */
export function lockPrograms(tx: Tx, ctx: Ctx): Promise<ProgramMerchant> {
  return getProgramMerchant(tx, ctx, { lock: true });
}
