import { createHash, randomInt } from "node:crypto";

/** Digits and capital letters that cannot be mistaken for one another: no 0 and O, no 1, I and L. 31 is a prime. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH = 12;

/** Σ position × value, mod 31: one wrong letter, or two that changed places, always give another sum. */
function checkCharacter(body: string): string {
  const sum = [...body].reduce((total, letter, i) => total + (i + 1) * ALPHABET.indexOf(letter), 0);
  return ALPHABET.charAt(sum % ALPHABET.length);
}

/** A new reward code: 11 random letters (54 bits) and one that checks them. */
export function newRewardCode(): string {
  const body = Array.from({ length: LENGTH - 1 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
  return body + checkCharacter(body);
}

/** Whether the text has the form of a reward code and its check letter agrees; says nothing about its existence. */
export function isRewardCode(text: string): boolean {
  const body = text.slice(0, -1);
  const known = [...text].every((letter) => ALPHABET.includes(letter));
  return text.length === LENGTH && known && checkCharacter(body) === text.at(-1);
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
