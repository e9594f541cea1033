import type { Shopper, Visit } from "./behaviour";
import type { Random } from "./random";

export type Act = {
  externalId: string;
  customer: string;
  type: "review.posted" | "event.refill";
  /** Days after the order, and seconds of that day. */
  afterDays: number;
  second: number;
  data: Record<string, number>;
};

/** What somebody does because of an order: reviews what came by parcel, refills jars in the store. */
export function actsOf(visit: Visit, shopper: Shopper, random: Random): Act[] {
  const base = { customer: shopper.person.externalId, second: random.int(9, 19) * 3600 };
  if (visit.channel === "store")
    return random.chance(0.35)
      ? [
          {
            ...base,
            externalId: `refill-${visit.orderId}`,
            type: "event.refill",
            afterDays: 0,
            data: { jars: random.int(1, 4) },
          },
        ]
      : [];
  return random.chance(0.12)
    ? [
        {
          ...base,
          externalId: `review-${visit.orderId}`,
          type: "review.posted",
          afterDays: random.int(3, 9),
          data: { rating: random.pick([5, 5, 5, 4, 4, 3, 2]) },
        },
      ]
    : [];
}
