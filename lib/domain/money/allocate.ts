/**
 * A whole number (0 or more) split in proportion to weights (0 or more): the shares add up to it exactly, and none is a unit
 * away from its exact share; what rounding down leaves goes to the largest remainders, of equal ones to the first.
 * Weights that are all 0 count as equal; without weights there is nothing to give.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (sum === 0n && weights.length > 0)
    return allocate(
      total,
      weights.map(() => 1n),
    );
  const shares = weights.map((weight, i) => {
    return { i, units: (total * weight) / sum, remainder: (total * weight) % sum };
  });
  const given = shares.reduce((all, { units }) => all + units, 0n);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder.slice(0, Number(total - given))) share.units += 1n;
  return shares.map(({ units }) => units);
}
