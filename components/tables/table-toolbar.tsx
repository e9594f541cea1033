"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Input, Select, type SelectOption } from "@/components/ui/input";
import type { TableState } from "./use-table-state";

/** One choice that narrows a list; `key` is its name in the address, and `anyLabel` the first choice. */
export type TableFilter = { key: string; label: string; anyLabel: string; options: readonly SelectOption[] };

export function TableToolbar({
  state,
  searchLabel,
  filters,
}: {
  state: TableState;
  searchLabel?: string;
  filters: readonly TableFilter[];
}) {
  const t = useTranslations("table");
  if (!searchLabel && filters.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-3 sm:px-6">
      {searchLabel && (
        <search className="relative min-w-48 flex-1 sm:max-w-80">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-muted-foreground"
          />
          <Input
            type="search"
            aria-label={searchLabel}
            placeholder={searchLabel}
            value={state.search}
            onChange={(event) => state.setSearch(event.target.value)}
            className="pl-8 pointer-coarse:pl-9"
          />
        </search>
      )}
      {filters.map((filter) => (
        <Select
          key={filter.key}
          aria-label={filter.label}
          placeholder={filter.anyLabel}
          options={filter.options}
          value={state.filters[filter.key] ?? ""}
          onChange={(event) => state.setFilter(filter.key, event.target.value)}
        />
      ))}
      {state.narrowed && (
        <Button variant="ghost" onClick={() => state.clear()}>
          <X aria-hidden />
          {t("clearFilters")}
        </Button>
      )}
    </div>
  );
}
