"use client";

import { Search } from "lucide-react";
import { useTableState } from "@/components/tables/use-table-state";
import { Input } from "@/components/ui/input";

/** The one box that finds a customer; what is typed lives in the address with the list's other state. */
export function CustomerSearch({ label, autoFocus }: { label: string; autoFocus: boolean }) {
  const state = useTableState([]);
  return (
    <search className="relative block max-w-form">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={state.search}
        onChange={(event) => state.setSearch(event.target.value)}
        // The look-up page exists to be typed into.
        autoFocus={autoFocus}
        aria-busy={state.pending}
        className="h-11 pl-11 text-reading pointer-coarse:pl-11"
      />
    </search>
  );
}
