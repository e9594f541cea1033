import type { ProgramDocument } from "./schema";

/**
 * One difference between two documents. `path` names members of objects, and items of the lists of rules, tiers and
 * rewards by their key: `["rewards", "mug", "price"]`. `moved` tells of a list whose items stand in another order;
 * its values are the keys.
 */
export type Change = {
  kind: "added" | "removed" | "changed" | "moved";
  path: string[];
  before: unknown;
  after: unknown;
};

type Keyed = { key: string };
type Plain = Record<string, unknown>;

/** Lists whose items are known by their key; any other list is one value. */
const keyedLists = [
  ...["earningRules", "rewards", "eventTypes", "stampCards", "tiers.levels", "perks.plans"],
  ...["gamification.challenges", "gamification.badges"],
];

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((part, i) => isSame(part, b[i]));
  if (!isPlain(a) || !isPlain(b)) return a === b;
  return namesOf(a, b).every((name) => isSame(a[name], b[name]));
}

function namesOf(a: Plain, b: Plain): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function isKeyedList(path: string[], value: unknown): value is Keyed[] {
  return Array.isArray(value) && keyedLists.includes(path.join("."));
}

function diffKeyed(path: string[], before: Keyed[], after: Keyed[]): Change[] {
  const byKey = (list: Keyed[]) => Object.fromEntries(list.map((item) => [item.key, item]));
  const stays = (other: Keyed[]) => (item: Keyed) => other.some((one) => one.key === item.key);
  const orderBefore = before.filter(stays(after)).map((item) => item.key);
  const orderAfter = after.filter(stays(before)).map((item) => item.key);
  const moved: Change[] = isSame(orderBefore, orderAfter)
    ? []
    : [{ kind: "moved", path, before: orderBefore, after: orderAfter }];
  return [...diffObjects(path, byKey(before), byKey(after)), ...moved];
}

function diffObjects(path: string[], before: Plain, after: Plain): Change[] {
  return namesOf(before, after).flatMap((name) => diffValues([...path, name], before[name], after[name]));
}

function diffValues(path: string[], before: unknown, after: unknown): Change[] {
  if (isSame(before, after)) return [];
  if (before === undefined || before === null) return [{ kind: "added", path, before: null, after }];
  if (after === undefined || after === null) return [{ kind: "removed", path, before, after: null }];
  if (isKeyedList(path, before) && isKeyedList(path, after)) return diffKeyed(path, before, after);
  if (isPlain(before) && isPlain(after)) return diffObjects(path, before, after);
  return [{ kind: "changed", path, before, after }];
}

/** What changed from one document to another, field by field; empty exactly when the two say the same. */
export function diffPrograms(before: ProgramDocument, after: ProgramDocument): Change[] {
  return diffObjects([], before, after);
}

/** The parts of a program that changes are in: an item of a list, a list's order, else the member of the document. */
export function partsOf(changes: readonly Change[]): string[] {
  const parts = changes.map(({ kind, path }) => {
    const list = keyedLists.find((one) => `${path.join(".")}.`.startsWith(`${one}.`));
    if (!list) return path[0] ?? "";
    return kind === "moved" ? `order of ${list}` : path.slice(0, list.split(".").length + 1).join(".");
  });
  return [...new Set(parts)];
}

/** Whether one of two parts holds the other. */
export function partsMeet(one: string, other: string): boolean {
  return `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`);
}

/** Those of the changes that made `after` which `other` does not hold: it says something else there. */
export function changesNotIn(
  other: ProgramDocument,
  after: ProgramDocument,
  changes: readonly Change[],
): Change[] {
  const differing = diffPrograms(other, after).map(({ path }) => `${path.join(".")}.`);
  return changes.filter(({ kind, path }) => {
    const place = `${path.join(".")}.`;
    if (kind === "moved") return differing.includes(place);
    return differing.some((one) => one.startsWith(place) || place.startsWith(one));
  });
}

/** Whether an item of a list ("rewards", "perks.plans") is new or changed; null when it is as it was. */
export function changeOfItem(changes: Change[], list: string, key: string): "added" | "changed" | null {
  const item = `${list}.${key}`;
  const own = changes.filter(({ path }) => `${path.join(".")}.`.startsWith(`${item}.`));
  if (own.length === 0) return null;
  return own.some(({ kind, path }) => kind === "added" && path.join(".") === item) ? "added" : "changed";
}

/** The keys of items of a list that are gone. */
export function removedItems(changes: Change[], list: string): string[] {
  return changes.flatMap(({ kind, path }) => {
    const key = path.at(-1);
    return kind === "removed" && key && path.slice(0, -1).join(".") === list ? [key] : [];
  });
}
