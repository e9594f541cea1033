import type { ledgerCodes } from "@/db/schema";

const reversibleCodes: readonly (typeof ledgerCodes)[number][] = ["adjust", "import", "referral", "perk"];

/** Whether staff may reverse a transaction: corrections, imported balances, and awards that neither order nor reward gave. */
export function isReversible(row: { code: (typeof ledgerCodes)[number]; sourceType: string }): boolean {
  const isAward = row.code === "earn" || row.code === "earn_pending";
  return reversibleCodes.includes(row.code) || (isAward && !["order", "redemption"].includes(row.sourceType));
}
