/** One page of rows, as list queries answer it. The cursors are opaque; null where there is nothing further. */
export type TablePage<Row> = { rows: Row[]; next: string | null; previous?: string | null };

/** What a list page reads from its address. `sort` is a column, with a minus in front for descending order. */
export type TableParams = {
  search: string | undefined;
  sort: { by: string; descending: boolean } | undefined;
  after: string | undefined;
  before: string | undefined;
  filters: Record<string, string>;
};

/** Names in the address that filters must not take. */
const ownKeys = ["q", "sort", "after", "before"];

type SearchParams = Record<string, string | string[] | undefined>;

/** Reads the state that `DataTable` keeps in the address. Every value is raw: the query's own schema checks it. */
export function readTableParams(params: SearchParams): TableParams {
  const one = (key: string) => {
    const value = params[key];
    return (Array.isArray(value) ? value[0] : value) || undefined;
  };
  const filters: Record<string, string> = {};
  for (const key of Object.keys(params)) {
    const value = one(key);
    if (value !== undefined && !ownKeys.includes(key)) filters[key] = value;
  }
  return {
    search: one("q"),
    sort: readSort(one("sort")),
    after: one("after"),
    before: one("before"),
    filters,
  };
}

/** `"-name"` → by name, descending. */
export function readSort(text: string | null | undefined): TableParams["sort"] {
  if (!text) return undefined;
  return text.startsWith("-") ? { by: text.slice(1), descending: true } : { by: text, descending: false };
}

/** The opposite of `readSort`. */
export function writeSort(sort: TableParams["sort"]): string | null {
  return sort ? `${sort.descending ? "-" : ""}${sort.by}` : null;
}
