import { currencyExponent, type Decimal, parseAmount, parseDecimal } from "@/lib/domain/money";
import { isLocalDate, localDateOf, parseExpiry, parseInstant } from "@/lib/domain/time";
import type { Cells } from "../reading/map";

/** A row cannot be read: which column, why, and what stood there. */
export class RowFault extends Error {
  constructor(
    readonly column: string | null,
    readonly reason: string,
    readonly value: string | null = null,
  ) {
    super(reason);
  }
}

/** The store whose rows are read. */
export type Store = { currency: string; timezone: string };

const MAX_MINOR = 10n ** 15n;
const MAX_COUNT = 1_000_000_000;
const YES = ["true", "yes", "1", "y"];
const NO = ["false", "no", "0", "n"];

/** Typed access to the cells of one row; what cannot be read throws RowFault. Empty cells read as null. */
export function cellReader(cells: Cells, store: Store) {
  const fault = (column: string, reason: string): never => {
    throw new RowFault(column, reason, cells.get(column) ?? null);
  };

  function text(column: string, maxLength = 500): string | null {
    const value = cells.get(column);
    if (!value) return null;
    if (value.length > maxLength) fault(column, "too_long");
    if (value.includes("\0")) fault(column, "not_text");
    return value;
  }

  function required<T>(column: string, value: T | null): T {
    return value ?? fault(column, "required");
  }

  function decimal(column: string): Decimal | null {
    const value = text(column);
    return value === null ? null : (parseDecimal(value) ?? fault(column, "not_a_number"));
  }

  function signedMinor(column: string): bigint | null {
    const value = text(column);
    if (value === null) return null;
    const parsed = parseAmount(value, store.currency);
    if (!parsed.ok) return fault(column, parsed.reason);
    const size = parsed.minor < 0n ? -parsed.minor : parsed.minor;
    return size > MAX_MINOR ? fault(column, "too_large") : parsed.minor;
  }

  function minor(column: string): bigint | null {
    const value = signedMinor(column);
    return value !== null && value < 0n ? fault(column, "below_zero") : value;
  }

  function integer(column: string): number | null {
    const value = decimal(column);
    if (value === null) return null;
    const whole = value.units / 10n ** BigInt(value.scale);
    if (whole * 10n ** BigInt(value.scale) !== value.units) fault(column, "not_a_whole_number");
    const number = Number(whole);
    return Math.abs(number) > MAX_COUNT ? fault(column, "too_large") : number;
  }

  function instant(column: string, parse = parseInstant): Date | null {
    const value = text(column);
    if (value === null) return null;
    const at = parse(value, store.timezone) ?? fault(column, "not_a_time");
    const year = at.getUTCFullYear();
    return year < 1900 || year > 2200 ? fault(column, "not_a_time") : at;
  }

  return {
    text,
    required,
    decimal,
    minor,
    signedMinor,
    integer,
    instant: (column: string) => instant(column),
    columns: () => [...cells.keys()],
    id: (column: string) => text(column, 200),
    date(column: string): string | null {
      const value = text(column);
      return value === null || isLocalDate(value) ? value : fault(column, "not_a_date");
    },
    /** The day of a time in the store's zone. */
    dayOf(column: string): string | null {
      const at = instant(column);
      return at && localDateOf(at, store.timezone);
    },
    /** The last day on which something that expires can be used; a date alone is that day. */
    lastDay(column: string): string | null {
      const at = instant(column, parseExpiry);
      return at && localDateOf(new Date(at.getTime() - 1), store.timezone);
    },
    flag(column: string): boolean | null {
      const value = text(column)?.toLowerCase();
      if (value === undefined) return null;
      if (YES.includes(value)) return true;
      return NO.includes(value) ? false : fault(column, "not_yes_or_no");
    },
    oneOf<T extends string>(column: string, allowed: readonly T[]): T | null {
      const value = text(column)?.toLowerCase();
      if (value === undefined) return null;
      return allowed.find((one) => one === value) ?? fault(column, "not_a_choice");
    },
    list(column: string): string[] {
      const value = text(column, 5000) ?? "";
      return value.split(/[,;|]/).flatMap((part) => part.trim() || []);
    },
    /** Throws unless the row is in the store's own currency. */
    ownCurrency(column: string): void {
      const value = required(column, text(column));
      if (value.toUpperCase() !== store.currency) fault(column, "other_currency");
    },
    fault,
  };
}

export type CellReader = ReturnType<typeof cellReader>;

/** Decimals of the store's currency, for exact sums that are rounded once. */
export function decimalsOf(store: Store): number {
  return currencyExponent(store.currency);
}
