import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "./env";

/** HMAC-SHA256 of a text under APP_SECRET. The purpose keeps what is signed for one use from serving another. */
export function sign(purpose: string, text: string): string {
  return createHmac("sha256", env().APP_SECRET).update(`${purpose}\n${text}`).digest("base64url");
}

/** Whether the signature is ours; takes the same time whatever is wrong with it. */
export function isSigned(purpose: string, text: string, signature: string): boolean {
  const [own, given] = [Buffer.from(sign(purpose, text)), Buffer.from(signature)];
  return own.length === given.length && timingSafeEqual(own, given);
}
