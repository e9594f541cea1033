"use client";

import { useRouter } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { useMemo, useOptimistic, useTransition } from "react";
import { useTypedText } from "./use-typed-text";

/** The address with another search, on its first page. */
function addressOf(search: string): string {
  const params = new URLSearchParams(window.location.search);
  for (const key of ["q", "after", "before"]) params.delete(key);
  if (search) params.set("q", search);
  return `${window.location.pathname}?${params}`;
}

/**
 * The state of a list in the address: search, order, cursor and the named filters. Every change goes back to the
 * first page and lets the server render again; `pending` is true meanwhile.
 */
export function useTableState(filterKeys: readonly string[]) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const names = filterKeys.join(" ");
  const parsers = useMemo(() => {
    const keys = ["q", "sort", "after", "before", ...names.split(" ").filter(Boolean)];
    return Object.fromEntries(keys.map((key) => [key, parseAsString]));
  }, [names]);
  const [state, setState] = useQueryStates(parsers, { shallow: false, startTransition });
  const [asked, setAsked] = useOptimistic(state.q ?? "");
  // Not by nuqs: its debounced write cannot be called off, and comes after a link that was clicked before it. Nor does
  // this write show in the address before the list is there: a link clicked meanwhile leaves an entry to go back to.
  const [typed, setTyped] = useTypedText((text) =>
    startTransition(() => {
      setAsked(text);
      router.replace(addressOf(text), { scroll: false });
    }),
  );
  const search = typed ?? asked;
  const firstPage = { after: null, before: null };
  const filterValues = names.split(" ").filter((key) => key && state[key]);
  function narrow(values: Record<string, string | null>) {
    setTyped(null);
    return setState({ q: search || null, ...firstPage, ...values });
  }
  return {
    pending,
    search,
    sort: state.sort ?? null,
    filters: state,
    narrowed: Boolean(state.q) || filterValues.length > 0,
    onFirstPage: !state.after && !state.before,
    setSearch: (text: string) => setTyped(text),
    setSort: (sort: string | null) => narrow({ sort }),
    setFilter: (key: string, value: string) => narrow({ [key]: value || null }),
    goTo: (cursor: { after?: string; before?: string }) =>
      setState(
        { after: cursor.after ?? null, before: cursor.before ?? null },
        { history: "push", scroll: true },
      ),
    clear: () => narrow({ q: null, ...Object.fromEntries(filterValues.map((key) => [key, null])) }),
  };
}

export type TableState = ReturnType<typeof useTableState>;
