import fc from "fast-check";
import { expect, test } from "vitest";
import { allocate } from "./allocate";

test("what rounding leaves goes to the largest remainders, of equal ones to the first", () => {
  expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  expect(allocate(10n, [2n, 5n, 4n])).toEqual([2n, 4n, 4n]);
});

test("nothing is given where there is nobody to give to, and evenly where nobody weighs anything", () => {
  expect(allocate(5n, [])).toEqual([]);
  expect(allocate(5n, [0n, 0n])).toEqual([3n, 2n]);
});

test("shares add up to the whole, and none is a unit away from its exact share", () => {
  const weights = fc.array(fc.bigInt(0n, 10_000n), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.bigInt(0n, 1_000_000n), weights, (total, parts) => {
      const shares = allocate(total, parts);
      const sum = parts.reduce((all, part) => all + part, 0n);
      const isNear = (share: bigint, weight: bigint) => {
        const off = share * sum - total * weight;
        return off < sum && -off < sum;
      };
      return (
        shares.reduce((all, share) => all + share, 0n) === total &&
        (sum === 0n || shares.every((share, i) => isNear(share, parts[i] ?? 0n)))
      );
    }),
  );
});
