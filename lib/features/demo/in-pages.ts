const INSERT_PAGE = 1_000;

/** Inserts many rows, a page at a time. */
export async function inPages<T>(rows: T[], insert: (page: T[]) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < rows.length; i += INSERT_PAGE) await insert(rows.slice(i, i + INSERT_PAGE));
}
