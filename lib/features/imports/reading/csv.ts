import { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { textOf } from "./text-stream";

/** A row as it stands in the file; `line` is where it begins. A fault is a row that cannot be cut into cells. */
export type CsvRow = { line: number; cells: string[] } | { line: number; fault: string; value: string };

const MAX_ROW_BYTES = 1_000_000;
const DELIMITERS = [",", ";", "\t", "|"];

function lineBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** The delimiter that the header row uses most; commas where it has one column only. */
export function delimiterOf(start: string): string {
  const header = (start.split(/\r\n|\n|\r/, 1)[0] ?? "").replace(/"[^"]*"/g, "");
  const uses = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[uses.indexOf(Math.max(...uses))] ?? ",";
}

async function* rowsOfText(
  text: AsyncIterable<string> | string[],
  delimiter: string,
  firstLine: number,
): AsyncGenerator<CsvRow> {
  let line = firstLine;
  const faults: { error: CsvError | undefined; raw: string }[] = [];
  const parser = parse({
    delimiter,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_ROW_BYTES,
    skip_records_with_error: true,
    on_skip: (error, raw = "") => {
      faults.push({ error, raw });
      return undefined;
    },
  });
  for await (const { record, raw } of Readable.from(text).pipe(parser)) {
    const cells: string[] = record;
    if (cells.some((cell) => cell.trim() !== "")) yield { line, cells };
    line += lineBreaks(raw);
  }
  for (const { error, raw } of faults) {
    const [first = ""] = raw.split(/\r\n|\n|\r/, 1);
    yield {
      line,
      fault: error?.code === "CSV_QUOTE_NOT_CLOSED" ? "quote_not_closed" : "unreadable",
      value: first,
    };
    // A quote that is never closed has swallowed the rows after it: they are read again, without its own.
    const rest = raw.slice(first.length).replace(/^(\r\n|\n|\r)/, "");
    if (rest !== "") yield* rowsOfText([rest], delimiter, line + 1);
  }
}

async function* chain(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The rows of a CSV file, the header among them: delimiter, gzip and encoding are recognised, empty rows left out. */
export async function* rowsOf(path: string, onBytes?: (read: number) => void): AsyncGenerator<CsvRow> {
  const text = textOf(path, onBytes);
  const start = await text.next();
  if (start.done) return;
  yield* rowsOfText(chain(start.value, text), delimiterOf(start.value), 1);
}
