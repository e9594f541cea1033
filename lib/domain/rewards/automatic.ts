import { newId } from "@/lib/domain/id";
import type { Credit } from "@/lib/domain/ledger/posting";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { limitOf, lockOf, type Member, priceFor } from "./offer";
import { type Taking, type TakingDebit, takingEvents, takingPostings } from "./take";

/** How many rewards one fact takes at most; what is left is taken by the next fact, or at midnight. */
const MOST_PER_FACT = 10;

/**
 * The assets that automatic rewards are paid in, each with the least that one of them costs anybody: where there are none,
 * no wallet has to be read.
 */
export function automaticPrices({ rewards }: Pick<ProgramDocument, "rewards">): Map<string, bigint> {
  const least = new Map<string, bigint>();
  for (const { active, automatic, asset, price, pricePerTier } of rewards) {
    if (!active || !automatic) continue;
    const lowest = BigInt(Math.min(price, ...Object.values(pricePerTier)));
    const known = least.get(asset);
    if (known === undefined || lowest < known) least.set(asset, lowest);
  }
  return least;
}

/** The rewards of these programs that are taken by themselves. */
export function automaticRewards(programs: readonly Pick<ProgramDocument, "rewards">[]) {
  return programs.flatMap(({ rewards }) => rewards.filter(({ automatic }) => automatic));
}

/**
 * The rewards that are taken by themselves, in the order of the document, as often as the wallets cover them, at most ten
 * per fact. `member.wallets` are what is available after the credits of that fact. The keys are the cause's with reward,
 * price and number, so that the same fact never takes twice (what credits an order a second time is another cause), and a
 * midnight that is repeated after a tier changed is not taken for a conflict. The ledger leaves out the postings that the
 * wallet, the stock or a limit turn out not to allow.
 */
export function automaticRedemptions(
  member: Member,
  cause: Omit<Taking, "id" | "ifCovered">,
): (TakingDebit | Credit)[] {
  const { rewards } = cause.version.document;
  const wallets = new Map(member.wallets);
  const taken = new Map(member.taken);
  const stock = new Map(member.stock);
  const postings: (TakingDebit | Credit)[] = [];
  let count = 0;
  for (const reward of rewards.filter((one) => one.automatic)) {
    const unitPrice = priceFor(reward, member.tierKey);
    for (let n = 1; count < MOST_PER_FACT; n++) {
      const available = wallets.get(reward.asset) ?? 0n;
      if (available < unitPrice || lockOf(reward, member) || limitOf(reward, { taken, stock })) break;
      const key = `${cause.key}:auto:${reward.key}:${unitPrice}:${n}`;
      postings.push(
        ...takingPostings(reward, { unitPrice, steps: 1 }, { ...cause, key, id: newId(), ifCovered: true }),
      );
      wallets.set(reward.asset, available - unitPrice);
      taken.set(reward.key, (taken.get(reward.key) ?? 0) + 1);
      if (reward.stock !== null) stock.set(reward.key, (stock.get(reward.key) ?? reward.stock) - 1);
      count++;
    }
  }
  return postings;
}

/** What the outside is told of automatic rewards; `customer` is the shop's id. */
export function automaticEvents(postings: readonly (TakingDebit | Credit)[], customer: string) {
  return postings.flatMap((posting) => (posting.op === "debit" ? takingEvents(posting, customer) : []));
}
