import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { programs } from "@/lib/testing/programs";
import { type Change, changesNotIn, diffPrograms } from "./diff";
import { type ProgramDocument, programDocumentSchema } from "./schema";
import { starterProgram } from "./starter";

const store = { name: "Shop", currency: "GBP", timezone: "Europe/London" };
const base = programDocumentSchema.parse({
  ...starterProgram(store),
  tiers: { metric: "orders", levels: [{ key: "regular", threshold: 3 }] },
  rewards: [
    { kind: "free_shipping", key: "ship", price: 300, costMinor: 395 },
    { kind: "amount_off", key: "five", price: 500, valueMinor: 500 },
  ],
});

const changed = (change: (document: ProgramDocument) => void) => {
  const after = structuredClone(base);
  change(after);
  return diffPrograms(base, after);
};

describe("what another document does not hold of some changes", () => {
  const after = programDocumentSchema.parse({
    ...base,
    rewards: [{ ...base.rewards[1], price: 600 }, base.rewards[0], { ...base.rewards[0], key: "ship-2" }],
    expiry: { type: "rolling", months: 12 },
  });
  const changes = diffPrograms(base, after);
  const lost = (other: ProgramDocument) =>
    changesNotIn(other, after, changes).map(({ kind, path }) => `${kind} ${path.join(".")}`);

  test("is all of them where it is as before, none where it says the same", () => {
    expect(changesNotIn(base, after, changes)).toEqual(changes);
    expect(lost(after)).toEqual([]);
  });

  test("is what it has otherwise, and not what else it has", () => {
    const own = { ...after, name: "Other", expiry: base.expiry, pointValueMinor: 2 };
    expect(lost(own)).toEqual(lost(base).filter((change) => change.includes("expiry")));
    const dearer = after.rewards.map((reward) =>
      reward.key === "five" ? { ...reward, price: 700 } : reward,
    );
    expect(lost({ ...after, rewards: dearer })).toEqual(["changed rewards.five.price"]);
  });
});

describe("the difference of two documents", () => {
  test("names a changed field by the keys of what it belongs to", () => {
    expect(
      changed(({ rewards }) => {
        if (rewards[1]) rewards[1].price = 600;
      }),
    ).toEqual([{ kind: "changed", path: ["rewards", "five", "price"], before: 500, after: 600 }]);
  });

  test("tells an added and a removed item from a changed one", () => {
    expect(
      changed((document) => {
        document.rewards = document.rewards.slice(1);
        document.tiers?.levels.push({
          key: "gold",
          name: {},
          threshold: 9,
          keep: null,
          benefits: {
            earnMultiplierBps: 10_000,
            discountBps: 0,
            freeShipping: false,
            earlyAccess: false,
            birthdayPoints: 0,
          },
          entryRewards: [],
        });
      }).map(({ kind, path }) => [kind, path.join(".")]),
    ).toEqual([
      ["added", "tiers.levels.gold"],
      ["removed", "rewards.ship"],
    ]);
  });

  test("tells a new order of a list by its keys", () => {
    expect(changed((document) => document.rewards.reverse())).toEqual([
      { kind: "moved", path: ["rewards"], before: ["ship", "five"], after: ["five", "ship"] },
    ]);
  });

  test("tells tiers switched off, and a point value set", () => {
    expect(
      changed((document) => {
        document.tiers = null;
        document.pointValueMinor = 1;
      }).map(({ kind, path }) => [kind, path.join(".")]),
    ).toEqual([
      ["removed", "tiers"],
      ["added", "pointValueMinor"],
    ]);
  });

  test("is empty exactly when the two say the same", () => {
    fc.assert(
      fc.property(programs, programs, (a, b) => {
        const stored: ProgramDocument = JSON.parse(JSON.stringify(a));
        expect(diffPrograms(a, stored)).toEqual([]);
        expect(diffPrograms(a, b).length === 0).toBe(isEqual(a, b));
      }),
    );
  });

  test("read the other way round, added and removed change places and nothing else", () => {
    const opposite: Record<Change["kind"], Change["kind"]> = {
      added: "removed",
      removed: "added",
      changed: "changed",
      moved: "moved",
    };
    const summary = (changes: Change[]) =>
      changes.map(({ kind, path }) => `${kind} ${path.join(".")}`).sort();
    fc.assert(
      fc.property(programs, programs, (a, b) => {
        const back = diffPrograms(b, a).map((change) => ({ ...change, kind: opposite[change.kind] }));
        expect(summary(back)).toEqual(summary(diffPrograms(a, b)));
      }),
    );
  });
});

/** Same JSON, whatever the order of keys in objects. */
function isEqual(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
  try {
    expect(plain(a)).toEqual(plain(b));
    return true;
  } catch {
    return false;
  }
}
