/** The rule that pays back price drops, as traces name it. */
export const PRICE_DROP = "price_drop";

/** Awards of price drops are kept line by line, so that a refund of one line takes back what that line was paid. */
export const priceDropOfLine = (lineId: string) => `${PRICE_DROP}:${lineId}`;

/** Whether an award pays back a price drop; keys of rules hold no colon. */
export function isPriceDrop(ruleKey: string): boolean {
  return ruleKey.startsWith(`${PRICE_DROP}:`);
}
