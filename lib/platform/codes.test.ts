import fc from "fast-check";
import { expect, test } from "vitest";
import { isLinkCode, isRewardCode, newLinkCode, newRewardCode, newSignInCode } from "./codes";

const letters = [..."23456789ABCDEFGHJKMNPQRSTUVWXYZ"];

test("a new reward code has 12 letters without look-alikes and passes its own check", () => {
  for (let i = 0; i < 200; i++) {
    const code = newRewardCode();
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{12}$/);
    expect(isRewardCode(code)).toBe(true);
  }
});

test("one wrong letter in a reward code is always noticed", () => {
  fc.assert(
    fc.property(fc.nat(11), fc.constantFrom(...letters), (at, letter) => {
      const code = newRewardCode();
      fc.pre(code[at] !== letter);
      return !isRewardCode(code.slice(0, at) + letter + code.slice(at + 1));
    }),
  );
});

test("two neighbouring letters that changed places in a reward code are always noticed", () => {
  fc.assert(
    fc.property(fc.nat(9), (at) => {
      const code = newRewardCode();
      fc.pre(code[at] !== code[at + 1]);
      return !isRewardCode(code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2));
    }),
  );
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
