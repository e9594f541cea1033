import { DomainError } from "@/lib/domain/errors";
import { missingColumns, unknownColumns } from "../kinds";
import type { ImportKind, ImportMap } from "../schema";
import { rowsOf } from "./csv";
import { columnsReadBy } from "./map";

export type ImportFile = { name: string; path: string };

/** Names of the columns as the reader looks for them: our own names in any case, a mapped file's as they stand. */
export function columnNames(cells: string[], map: ImportMap | null): string[] {
  const trimmed = cells.map((cell) => cell.trim());
  return map ? trimmed : trimmed.map((name) => (/^attr\./i.test(name) ? name : name.toLowerCase()));
}

function problem(reason: string, file: ImportFile, columns: string[] = []): never {
  throw new DomainError("VALIDATION", reason, { file: file.name, columns: columns.join(", ") });
}

/** The map's own promises: every target has the columns its kind needs, and none that it does not know. */
export function checkMap(kind: ImportKind, map: ImportMap): void {
  for (const target of [{ ...map, to: kind }, ...map.routes]) {
    const columns = Object.keys(target.columns);
    const wrong = {
      map_lacks_columns: missingColumns(target.to, columns),
      map_names_unknown: unknownColumns(target.to, columns),
    };
    for (const [reason, names] of Object.entries(wrong))
      if (names.length > 0)
        throw new DomainError("VALIDATION", reason, { kind: target.to, columns: names.join(", ") });
  }
}

/**
 * Reads the first row of a file and checks that it can be imported, before anything is written. Gives the columns
 * that nothing is read from. Throws VALIDATION: empty_file, double_columns or missing_columns.
 */
export async function checkHeader(
  file: ImportFile,
  kind: ImportKind,
  map: ImportMap | null,
): Promise<string[]> {
  const rows = rowsOf(file.path);
  const first = await rows.next();
  await rows.return(undefined);
  if (first.done || !("cells" in first.value)) return problem("empty_file", file);
  const columns = columnNames(first.value.cells, map);
  const double = columns.filter((column, i) => column !== "" && columns.indexOf(column) < i);
  if (double.length > 0) problem("double_columns", file, double);
  const missing = map
    ? columnsReadBy(map).filter((column) => !columns.includes(column))
    : missingColumns(kind, columns);
  if (missing.length > 0) problem("missing_columns", file, [...new Set(missing)]);
  const read = map ? columnsReadBy(map) : [];
  return map ? columns.filter((column) => !read.includes(column)) : unknownColumns(kind, columns);
}
