import type { Shopper } from "./behaviour";

const AMBASSADORS = 5;
/** What they spent: the second tier from the top, whatever their codes and subscription make of it. */
const SPENT = { from: 48_000, to: 74_000 };
/** A member who can have heard of everything the program offers. */
const FIRST_VISIT_BEFORE = 300;

function spentBy({ visits }: Shopper): number {
  const lines = visits.flatMap((visit) => visit.lines);
  return lines.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);
}

function isWorthShowing(shopper: Shopper): boolean {
  const { joinsOn, visits } = shopper;
  const spent = spentBy(shopper);
  const takenBack = visits.some((visit) => visit.refund || visit.cancelledAfterDays !== null);
  return (
    joinsOn !== null && joinsOn < FIRST_VISIT_BEFORE && spent >= SPENT.from && spent <= SPENT.to && !takenBack
  );
}

/** Chooses members to show somebody the program with: they keep their points, invite friends and subscribe. */
export function chooseAmbassadors(shoppers: Shopper[]): Set<Shopper> {
  const chosen = shoppers.filter(isWorthShowing).slice(0, AMBASSADORS);
  for (const ambassador of chosen) {
    ambassador.person.tags.push("ambassador");
    ambassador.redeems = 0.35;
  }
  return new Set(chosen);
}
