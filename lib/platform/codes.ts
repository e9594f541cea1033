import { createHash, randomInt } from "node:crypto";

/** Digits and capital letters that cannot be mistaken for one another: no 0 and O, no 1, I and L. 31 is a prime. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** The pattern of a reward code that says nothing else: each # is a letter of the alphabet. */
export const PLAIN_PATTERN = "############";

/**
 * Σ position × value, mod 31. With the check itself that is Σ w × value = 0 with the weights 1, 2, … of the letters and
 * −1 of the check: as long as these differ (at most 29 letters), one wrong letter, or two that changed places, always
 * give another sum.
 */
function checkCharacter(body: string): string {
  const sum = [...body].reduce((total, letter, i) => total + (i + 1) * ALPHABET.indexOf(letter), 0);
  return ALPHABET.charAt(sum % ALPHABET.length);
}

/**
 * A new reward code: each # of the pattern is a random letter (11 of them are 54 bits) but the last, which checks the
 * others; what else stands in the pattern stays.
 */
export function newRewardCode(pattern: string = PLAIN_PATTERN): string {
  const body = Array.from({ length: pattern.split("#").length - 2 }, () => {
    return ALPHABET.charAt(randomInt(ALPHABET.length));
  }).join("");
  const letters = body + checkCharacter(body);
  let next = 0;
  return pattern.replace(/#/g, () => letters.charAt(next++));
}

/** Whether the text is of the pattern and its check letter agrees; says nothing about the code's existence. */
export function isRewardCode(text: string, pattern: string = PLAIN_PATTERN): boolean {
  if (text.length !== pattern.length) return false;
  const letters = [...text].filter((_, i) => pattern[i] === "#").join("");
  const fits = [...text].every((letter, i) =>
    pattern[i] === "#" ? ALPHABET.includes(letter) : pattern[i] === letter,
  );
  return fits && checkCharacter(letters.slice(0, -1)) === letters.at(-1);
}

/** A code as it is kept, from how somebody typed it: in capitals, without spaces. */
export function typedCode(text: string): string {
  return text.replace(/\s/g, "").toUpperCase();
}

const LINK_LENGTH = 8;

/** A new code of an invitation link: 8 random letters (40 bits). It is shared openly and opens nothing by itself. */
export function newLinkCode(): string {
  return Array.from({ length: LINK_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}

/** Whether the text has the form of a link's code. */
export function isLinkCode(text: string): boolean {
  return text.length === LINK_LENGTH && [...text].every((letter) => ALPHABET.includes(letter));
}

/** A new code to sign in with: six digits. */
export function newSignInCode(): string {
  return randomInt(1_000_000).toString().padStart(6, "0");
}

/** SHA-256 (hex) of a random token: what the database keeps instead of it. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
