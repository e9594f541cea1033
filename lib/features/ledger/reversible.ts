import type { ledgerCodes } from "@/db/schema";

const reversibleCodes: readonly (typeof ledgerCodes)[number][] = ["adjust", "import", "referral", "perk"];

/** Whether staff may reverse a transaction: corrections, imported balances, and awards that no order gave. */
export function isReversible(row: { code: (typeof ledgerCodes)[number]; sourceType: string }): boolean {
  return reversibleCodes.includes(row.code) || (row.code === "earn" && row.sourceType !== "order");
}
