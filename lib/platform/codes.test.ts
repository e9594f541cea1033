import fc from "fast-check";
import { expect, test } from "vitest";
import { isLinkCode, isRewardCode, newLinkCode, newRewardCode, newSignInCode, typedCode } from "./codes";

const letters = [..."23456789ABCDEFGHJKMNPQRSTUVWXYZ"];

test("a new reward code has 12 letters without look-alikes and passes its own check", () => {
  for (let i = 0; i < 200; i++) {
    const code = newRewardCode();
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{12}$/);
    expect(isRewardCode(code)).toBe(true);
  }
});

/** Patterns as programs may state them: 12 to 30 random letters among fixed ones. */
const patterns = fc
  .tuple(fc.constantFrom("", "VIP-", "SUMMER26"), fc.integer({ min: 12, max: 30 }), fc.constantFrom("", "-X"))
  .map(([before, letters, after]) => `${before}${"#".repeat(letters - 6)}-${"#".repeat(6)}${after}`);

test("one wrong letter in a reward code is always noticed, whatever its pattern", () => {
  fc.assert(
    fc.property(patterns, fc.nat(50), fc.constantFrom(...letters), (pattern, place, letter) => {
      const code = newRewardCode(pattern);
      const at = place % code.length;
      fc.pre(code[at] !== letter);
      return (
        isRewardCode(code, pattern) && !isRewardCode(code.slice(0, at) + letter + code.slice(at + 1), pattern)
      );
    }),
    { numRuns: 1000 },
  );
});

test("two letters of a reward code that changed places are always noticed, neighbours or not", () => {
  fc.assert(
    fc.property(patterns, fc.nat(50), fc.nat(50), (pattern, one, other) => {
      const code = [...newRewardCode(pattern)];
      const [a, b] = [one % code.length, other % code.length];
      const [first, second] = [code[a] ?? "", code[b] ?? ""];
      fc.pre(first !== second);
      code[a] = second;
      code[b] = first;
      return !isRewardCode(code.join(""), pattern);
    }),
    { numRuns: 1000 },
  );
});

test("the fixed part of a pattern stays as it is", () => {
  expect(newRewardCode("CAFE-####-####-####")).toMatch(/^CAFE(-[2-9A-HJKMNP-Z]{4}){3}$/);
  expect(isRewardCode("CAFE-2222-2222-2222", "TEA-####-####-####-")).toBe(false);
});

test("a code is found however it was typed", () => {
  expect(typedCode(" cafe-2345 6789\n")).toBe("CAFE-23456789");
});

test("a sign-in code has six digits, leading zeros included", () => {
  const codes = Array.from({ length: 500 }, newSignInCode);
  expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
  expect(new Set(codes).size).toBeGreaterThan(480);
});

test("a link's code has 8 letters without look-alikes, and is told from a reward code", () => {
  for (let i = 0; i < 200; i++) expect(isLinkCode(newLinkCode())).toBe(true);
  expect(["ABCDEFG", "ABCDEFG0", "abcdefgh", newRewardCode()].filter(isLinkCode)).toEqual([]);
});
