import { expect, test } from "vitest";
import type { Test } from "@/lib/domain/conditions/schema";
import { groupExplained } from "./explained";

const ordersOf = (value: number): Test => ({ field: "orders", op: "at_least", value });
const answer = (value: number, met: boolean) => ({ test: ordersOf(value), met, value: 1n });

test("answers stand in the groups of their condition: of an or one is enough, of an and all are needed", () => {
  const condition = {
    all: [ordersOf(1), { any: [ordersOf(2), ordersOf(3)] }, { all: [ordersOf(4), ordersOf(5)] }],
  };
  const answers = [answer(1, true), answer(2, false), answer(3, true), answer(4, true), answer(5, false)];
  const [first, second, third, fourth, fifth] = answers;
  expect(groupExplained(condition, answers)).toEqual({
    join: "all",
    met: false,
    members: [
      first,
      { join: "any", met: true, members: [second, third] },
      { join: "all", met: false, members: [fourth, fifth] },
    ],
  });
});
