import {
  addDays,
  addMonths,
  type DateRange,
  firstDayOf,
  isLocalDate,
  type LocalDate,
  monthOf,
  rangeBefore,
} from "@/lib/domain/time";

export const rangePresets = ["30d", "90d", "12m", "mtd", "ytd", "all", "custom"] as const;
export type RangePreset = (typeof rangePresets)[number];
export const comparisons = ["previous", "year", "none"] as const;
export type Comparison = (typeof comparisons)[number];

export type RangeChoice = {
  preset: RangePreset;
  comparison: Comparison;
  range: DateRange;
  /** Null when nothing is compared. */
  comparedRange: DateRange | null;
  /** The days to compare with began before the data did: then nothing is compared. */
  isUncovered: boolean;
};

type SearchParams = Record<string, string | string[] | undefined>;

/** From the first of the month eleven months back, so that a year's chart has twelve months. */
function presetRange(preset: RangePreset, today: LocalDate, firstDay: LocalDate): DateRange {
  const to = addDays(today, 1);
  const month = firstDayOf(monthOf(today));
  const starts: Record<RangePreset, LocalDate> = {
    "30d": addDays(to, -30),
    "90d": addDays(to, -90),
    "12m": addMonths(month, -11),
    mtd: month,
    ytd: `${today.slice(0, 4)}-01-01`,
    all: firstDay,
    custom: addDays(to, -30),
  };
  return { from: starts[preset], to };
}

/**
 * Reads `?range=90d&compare=previous` or `?range=custom&from=…&to=…` (last day included in the address, excluded in
 * the answer). Anything unreadable falls back to the last twelve months compared with those before.
 * `firstDay` is the first day with data: the whole history begins there, and no period before it is compared with.
 */
export function readRange(params: SearchParams, today: LocalDate, firstDay: LocalDate): RangeChoice {
  const preset = rangePresets.find((name) => name === params.range) ?? "12m";
  const comparison = comparisons.find((name) => name === params.compare) ?? "previous";
  const range = (preset === "custom" && customRange(params)) || presetRange(preset, today, firstDay);
  const compared = { previous: rangeBefore(range), year: yearBefore(range), none: null };
  const wanted = preset === "all" ? null : compared[comparison];
  const isUncovered = wanted !== null && wanted.from < firstDay;
  return { preset, comparison, range, comparedRange: isUncovered ? null : wanted, isUncovered };
}

/** A report of more years than a store can have would only keep the database busy. */
const [EARLIEST, LATEST] = ["1990-01-01", "2100-01-01"];

function customRange({ from, to }: SearchParams): DateRange | null {
  if (typeof from !== "string" || typeof to !== "string") return null;
  if (!isLocalDate(from) || !isLocalDate(to) || from > to) return null;
  if (from < EARLIEST || to >= LATEST) return null;
  return { from, to: addDays(to, 1) };
}

function yearBefore(range: DateRange): DateRange {
  return { from: addMonths(range.from, -12), to: addMonths(range.to, -12) };
}
