import type { Decimal } from "@/lib/domain/money";
import { multiplyDecimal, parseDecimal } from "@/lib/domain/money";
import type { ImportKind, ImportMap, MapCondition, MapExpression, MapTarget } from "../schema";

/** A row of a file: its trimmed cells by column; a column that is not there reads as empty. */
export type Cells = ReadonlyMap<string, string>;

/** What becomes of a row: a row of our own format, or left out for a reason. */
export type Routed = { kind: ImportKind; cells: Cells } | { skip: string };

function decimalText({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${units < 0n ? "-" : ""}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ""}`;
}

/** A factor that is no number leaves the cell as it stands, so that the row is rejected with what it says. */
function product(factors: (string | number)[], cells: Cells): string {
  let result: Decimal = { units: 1n, scale: 0 };
  for (const factor of factors) {
    const text = typeof factor === "number" ? String(factor) : (cells.get(factor) ?? "");
    const number = parseDecimal(text);
    if (!number) return text;
    result = multiplyDecimal(result, number);
  }
  return decimalText(result);
}

function evaluate(expression: MapExpression, cells: Cells): string {
  if (typeof expression === "string") return cells.get(expression) ?? "";
  if ("value" in expression) return expression.value;
  if ("multiply" in expression) return product(expression.multiply, cells);
  return (cells.get(expression.column) ?? "").replace(new RegExp(expression.strip, "g"), "").trim();
}

function atMost(text: string, limit: number): boolean {
  const [number, bound] = [parseDecimal(text), parseDecimal(String(limit))];
  if (!number || !bound) return false;
  return number.units * 10n ** BigInt(bound.scale) <= bound.units * 10n ** BigInt(number.scale);
}

function holds(condition: MapCondition, cells: Cells): boolean {
  const text = cells.get(condition.column) ?? "";
  if (condition.matches !== undefined) return new RegExp(condition.matches).test(text);
  if (condition.atMost !== undefined) return atMost(text, condition.atMost);
  return text === "";
}

function into(kind: ImportKind, target: MapTarget, cells: Cells): Routed {
  const skipped = target.skip.find(({ when }) => holds(when, cells));
  if (skipped) return { skip: skipped.reason };
  const columns = Object.entries(target.columns);
  return { kind, cells: new Map(columns.map(([column, from]) => [column, evaluate(from, cells)])) };
}

/** Where a row of a foreign file goes, and what it says in our own columns. */
export function routeRow(map: ImportMap, kind: ImportKind, cells: Cells): Routed {
  const route = map.routes.find(({ when }) => holds(when, cells));
  return route ? into(route.to, route, cells) : into(kind, map, cells);
}

function columnsOfExpression(expression: MapExpression): string[] {
  if (typeof expression === "string") return [expression];
  if ("value" in expression) return [];
  if ("multiply" in expression) return expression.multiply.filter((factor) => typeof factor === "string");
  return [expression.column];
}

/** Every column of the foreign file that a map looks at. */
export function columnsReadBy(map: ImportMap): string[] {
  const targets: MapTarget[] = [map, ...map.routes];
  return [
    ...targets.flatMap((target) => Object.values(target.columns).flatMap(columnsOfExpression)),
    ...targets.flatMap((target) => target.skip.map(({ when }) => when.column)),
    ...map.routes.map(({ when }) => when.column),
  ];
}
