import { describe, expect, it } from "vitest";
import { type ProgramDocument, programDocumentSchema } from "@/lib/domain/program/schema";
import { emptyProgram } from "@/lib/domain/program/starter";
import type { Happening } from "./timeline";
import { Meetings } from "./waves";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 12, minute));
const order = (customerId: string, externalId: string, minute: number, rewardCodes: string[] = []) =>
  ({ kind: "order", customerId, at: at(minute), order: { externalId, rewardCodes } }) as unknown as Happening;
const redeem = (customerId: string, code: string, minute: number): Happening => ({
  ...{ kind: "redeem", customerId, at: at(minute) },
  ...{ redemptionId: `r-${code}`, rewardKey: "five", code },
});

function wavesOf(day: Happening[], rewards: ProgramDocument["rewards"] = []) {
  return new Meetings(new Map([["2026-03-10", day]]), { rewards })
    .wavesOf(day)
    .map(({ orders, redemptions }) => [orders.length, redemptions.length]);
}

describe("what happened on a day is told together", () => {
  it("where different customers do different things, whatever their order", () => {
    expect(
      wavesOf([order("a", "1", 1), redeem("b", "B", 2), order("c", "2", 3), redeem("d", "D", 4)]),
    ).toEqual([[2, 2]]);
  });

  it("but for what one customer does after something else, and each of their rewards", () => {
    const day = [
      order("a", "1", 1),
      order("a", "2", 2),
      redeem("a", "A", 3),
      redeem("a", "A2", 4),
      order("a", "3", 5),
    ];
    expect(wavesOf(day)).toEqual([
      [2, 0],
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
  });

  it("but for an order with a code that somebody else took before", () => {
    expect(wavesOf([redeem("a", "A", 1), order("b", "1", 2, ["A"])])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it("but for a limited reward that comes back with an order before somebody takes it", () => {
    const { rewards } = programDocumentSchema.parse({
      ...emptyProgram({ name: "Tea", currency: "GBP", timezone: "Europe/London" }),
      rewards: [{ key: "five", kind: "amount_off", price: 50, valueMinor: 500, stock: 1 }],
    });
    const day = [redeem("a", "A", 1), order("a", "1", 2, ["A"]), redeem("b", "B", 3)];
    expect(wavesOf(day, rewards)).toEqual([
      [0, 1],
      [1, 0],
      [0, 1],
    ]);
    expect(wavesOf(day)).toEqual([
      [0, 2],
      [1, 0],
    ]);
  });
});
