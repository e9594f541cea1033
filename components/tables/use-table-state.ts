"use client";

import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useMemo, useTransition } from "react";

/**
 * The state of a list in the address: search, order, cursor and the named filters. Every change goes back to the
 * first page and lets the server render again; `pending` is true meanwhile.
 */
export function useTableState(filterKeys: readonly string[]) {
  const [pending, startTransition] = useTransition();
  const names = filterKeys.join(" ");
  const parsers = useMemo(() => {
    const keys = ["q", "sort", "after", "before", ...names.split(" ").filter(Boolean)];
    return Object.fromEntries(keys.map((key) => [key, parseAsString]));
  }, [names]);
  const [state, setState] = useQueryStates(parsers, { shallow: false, startTransition });
  const firstPage = { after: null, before: null };
  const filterValues = names.split(" ").filter((key) => key && state[key]);
  return {
    pending,
    search: state.q ?? "",
    sort: state.sort ?? null,
    filters: state,
    narrowed: Boolean(state.q) || filterValues.length > 0,
    onFirstPage: !state.after && !state.before,
    setSearch: (text: string) =>
      setState({ q: text || null, ...firstPage }, { limitUrlUpdates: debounce(300) }),
    setSort: (sort: string | null) => setState({ sort, ...firstPage }),
    setFilter: (key: string, value: string) => setState({ [key]: value || null, ...firstPage }),
    goTo: (cursor: { after?: string; before?: string }) =>
      setState(
        { after: cursor.after ?? null, before: cursor.before ?? null },
        { history: "push", scroll: true },
      ),
    clear: () =>
      setState({ q: null, ...firstPage, ...Object.fromEntries(filterValues.map((key) => [key, null])) }),
  };
}

export type TableState = ReturnType<typeof useTableState>;
