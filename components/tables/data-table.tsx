"use client";

import {
  type ColumnDef,
  createColumnHelper,
  type Header,
  type ReactTable,
  type RowData,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ArrowUpDown, ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { readSort, type TablePage, writeSort } from "./table-params";
import { type TableFilter, TableToolbar } from "./table-toolbar";
import { type TableState, useTableState } from "./use-table-state";

type Meta = {
  /** Right-aligned with tabular figures. */
  numeric?: boolean;
  /** Names the row: it is a row header, and the link when the table has row links. */
  rowHeader?: boolean;
};

const features = tableFeatures({ rowSortingFeature, columnMeta: {} as Meta });
type Features = typeof features;

/** Columns of a table over `Row`: `const column = dataColumns<Customer>()`, then `column.accessor("name", {…})`. */
export function dataColumns<Row extends RowData>() {
  return createColumnHelper<Features, Row>();
}

// biome-ignore lint/suspicious/noExplicitAny: each column has a value type of its own
export type DataColumn<Row extends RowData> = ColumnDef<Features, Row, any>;

export type DataTableProps<Row extends RowData> = {
  /** Names the table and its scrolling region. */
  caption: string;
  /** Stable (module scope or useMemo). `enableSorting: true` offers an order that the query must know by the id. */
  columns: readonly DataColumn<Row>[];
  page: TablePage<Row>;
  rowId: (row: Row) => string;
  /** The whole row leads there; the link itself is in the column with `meta.rowHeader`. */
  rowHref?: (row: Row) => string;
  /** Shows a search field with this label. */
  searchLabel?: string;
  filters?: readonly TableFilter[];
  /** Shown instead of the table when there is nothing at all (not when a filter matches nothing). */
  empty: ReactNode;
};

/**
 * A list whose order, search, filters and page live in the address and are worked out by the server.
 * The page reads them with `readTableParams`, asks its query, and passes the answer as `page`.
 */
export function DataTable<Row extends RowData>({
  caption,
  columns,
  page,
  rowId,
  rowHref,
  searchLabel,
  filters = [],
  empty,
}: DataTableProps<Row>) {
  const t = useTranslations("table");
  const state = useTableState(filters.map((filter) => filter.key));
  const sort = readSort(state.sort);
  const sorting: SortingState = sort ? [{ id: sort.by, desc: sort.descending }] : [];
  const table = useTable<Features, Row>({
    features,
    columns,
    data: page.rows,
    getRowId: rowId,
    manualSorting: true,
    defaultColumn: { enableSorting: false },
    state: { sorting },
    onSortingChange: (update) => {
      const [first] = typeof update === "function" ? update(sorting) : update;
      state.setSort(writeSort(first && { by: first.id, descending: first.desc }));
    },
  });
  if (page.rows.length === 0 && !state.narrowed && state.onFirstPage) return empty;

  return (
    <div aria-busy={state.pending}>
      <p role="status" className="sr-only">
        {state.pending ? t("updating") : ""}
      </p>
      <TableToolbar state={state} searchLabel={searchLabel} filters={filters} />
      {page.rows.length === 0 ? (
        <EmptyState
          headingLevel="h3"
          title={t("noMatch")}
          description={t("noMatchDescription")}
          action={<Button onClick={() => state.clear()}>{t("clearFilters")}</Button>}
        />
      ) : (
        <Table caption={caption} className={cn("transition-opacity", state.pending && "opacity-60")}>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header) => (
                  <ColumnHeader key={header.id} table={table} header={header} />
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {table.getRowModel().rows.map((row) => {
              const href = rowHref?.(row.original);
              return (
                <Tr key={row.id} className={href && "relative hover:bg-muted"}>
                  {row.getAllCells().map((cell) => {
                    const meta = cell.column.columnDef.meta;
                    const content = <table.FlexRender cell={cell} />;
                    if (!meta?.rowHeader)
                      return (
                        <Td key={cell.id} numeric={meta?.numeric}>
                          {content}
                        </Td>
                      );
                    return (
                      <Th key={cell.id} scope="row" className="border-b-0">
                        {href ? (
                          <Link href={href} className="after:absolute after:inset-0 hover:underline">
                            {content}
                          </Link>
                        ) : (
                          content
                        )}
                      </Th>
                    );
                  })}
                </Tr>
              );
            })}
          </tbody>
        </Table>
      )}
      <Pager state={state} page={page} />
    </div>
  );
}

function ColumnHeader<Row extends RowData>({
  table,
  header,
}: {
  table: ReactTable<Features, Row>;
  header: Header<Features, Row>;
}) {
  const numeric = header.column.columnDef.meta?.numeric;
  const content = <table.FlexRender header={header} />;
  if (!header.column.getCanSort()) return <Th numeric={numeric}>{content}</Th>;
  const sorted = header.column.getIsSorted();
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ArrowUpDown;
  const ariaSort = sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : "none";
  return (
    <Th numeric={numeric} aria-sort={ariaSort}>
      <button
        type="button"
        onClick={header.column.getToggleSortingHandler()}
        className={cn(
          "-mx-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 hover:text-foreground pointer-coarse:min-h-11",
          sorted && "text-foreground",
          numeric && "flex-row-reverse",
        )}
      >
        {content}
        <Icon aria-hidden className={cn("size-3.5", !sorted && "opacity-50")} />
      </button>
    </Th>
  );
}

function Pager<Row>({ state, page }: { state: TableState; page: TablePage<Row> }) {
  const t = useTranslations("table");
  const { next, previous } = page;
  if (!next && !previous && state.onFirstPage) return null;
  return (
    <nav aria-label={t("pages")} className="flex flex-wrap gap-2 border-t px-4 py-3 sm:px-6">
      {!state.onFirstPage && <Button onClick={() => state.goTo({})}>{t("firstPage")}</Button>}
      {previous && (
        <Button onClick={() => state.goTo({ before: previous })}>
          <ChevronLeft aria-hidden />
          {t("previousPage")}
        </Button>
      )}
      {next && (
        <Button onClick={() => state.goTo({ after: next })}>
          {t("nextPage")}
          <ChevronRight aria-hidden />
        </Button>
      )}
    </nav>
  );
}
