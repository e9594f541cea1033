import { currencyExponent } from "@/lib/domain/money";
import { chartRows, type Series } from "./series";

/** Spreadsheets run a text that begins like a formula; an apostrophe makes it a text again. */
function safeText(text: string): string {
  const neutral = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(neutral) ? `"${neutral.replaceAll('"', '""')}"` : neutral;
}

/**
 * What a chart shows as CSV: one line per x, one column per series, numbers with a decimal point, money in major
 * units, unknown values empty. Before the value of a comparison stands what it is from. Begins with a byte order mark, so that spreadsheets read it as UTF-8.
 */
export function chartCsv(xLabel: string, series: readonly Series[], currency: string): string {
  const exponent = currencyExponent(currency);
  const lines = chartRows(series).map((row) => {
    const cells = series.flatMap(({ key, unit, comparisonOf }) => {
      const value = row.values[key];
      const text = unit === "money" ? ((value ?? 0) / 10 ** exponent).toFixed(exponent) : String(value);
      const cell = value === null || value === undefined ? "" : text;
      return comparisonOf ? [row.from[key] ?? "", cell] : [cell];
    });
    return [safeText(row.x), ...cells].join(",");
  });
  const names = series.flatMap(({ label, comparisonOf }) =>
    comparisonOf ? [`${label}: ${xLabel}`, label] : [label],
  );
  const head = [xLabel, ...names].map(safeText).join(",");
  return `\ufeff${[head, ...lines].join("\r\n")}\r\n`;
}

/** A name for the file: the title in lower case without signs. */
export function csvName(title: string): string {
  const stem = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
  return `${stem || "chart"}.csv`;
}
