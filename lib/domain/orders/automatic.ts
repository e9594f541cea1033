import type { Credit, Posting } from "@/lib/domain/ledger/posting";
import { versionAt } from "@/lib/domain/program/versions";
import { automaticPrices, automaticRedemptions } from "@/lib/domain/rewards/automatic";
import type { Member } from "@/lib/domain/rewards/offer";
import type { TakingDebit } from "@/lib/domain/rewards/take";
import { localDateOf } from "@/lib/domain/time";
import type { Book } from "./book";
import type { CustomerFacts } from "./types";

/** What a customer has available after postings of theirs; what these give back is left aside. */
export function walletsAfter(stored: Member["wallets"], postings: readonly Posting[]): Map<string, bigint> {
  const wallets = new Map(stored);
  const move = (asset: string, units: bigint) => wallets.set(asset, (wallets.get(asset) ?? 0n) + units);
  for (const posting of postings) {
    if (posting.op === "credit" && !posting.pending) move(posting.asset, posting.amount);
    if (posting.op === "debit") move(posting.asset, -posting.amount);
  }
  return wallets;
}

const stranger = { segments: [], judged: null, wallets: new Map(), taken: new Map(), stock: new Map() };

/**
 * The rewards that the customers of a book take by themselves after its last credit to each. Members who are not blocked
 * do; what the ledger then finds not covered is left out by it.
 */
export function takeAutomatic(
  book: Book,
  newCode: (pattern: string) => string,
): { customer: CustomerFacts; postings: (TakingDebit | Credit)[] }[] {
  if (!book.rewardMembers) return [];
  const { rewardMembers, timezone } = book;
  return [...Map.groupBy(book.writes.postings, ({ customerId }) => customerId)].flatMap(([id, own]) => {
    const customer = book.customersById.get(id);
    const credit = own.findLast((posting) => posting.op === "credit" && !posting.pending);
    const version = credit && versionAt(book.versions, credit.occurredAt);
    if (!customer?.enrolledAt || customer.blockedAt || !version) return [];
    if (automaticPrices(version.document).size === 0) return [];
    const stored = rewardMembers.get(id) ?? stranger;
    const member: Member = {
      ...stored,
      wallets: walletsAfter(stored.wallets, own),
      tierKey: customer.tierKey,
      closed: null,
      on: localDateOf(credit.occurredAt, timezone),
    };
    const at = credit.occurredAt;
    const cause = { key: credit.key, customerId: id, at, timezone, version, newCode };
    return [{ customer, postings: automaticRedemptions(member, cause) }];
  });
}
