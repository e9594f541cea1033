import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { changeOfItem, removedItems } from "@/lib/domain/program/diff";
import type { ItemList } from "@/lib/domain/program/edit";
import type { LocalizedText } from "@/lib/domain/program/schema";
import type { DraftView } from "@/lib/features/programs";
import { RowActions } from "./row-actions";
import { createWords, type Words } from "./words";

export type ItemListProps = {
  draft: DraftView;
  words: Words;
  slug: string;
  mayEdit: boolean;
  listHref: string;
};

type Item = { key: string; name: LocalizedText; active: boolean };
type Column<T> = {
  label: string;
  numeric?: boolean;
  /** On a phone: its own column, below the name without the column's label, or not at all; else below it with the label. */
  onPhone?: "column" | "text" | "none";
  cell: (item: T) => ReactNode;
};

/** The rules, rewards or plans of the draft, with what is new or changed against the live program. */
export function ItemTable<T extends Item>({
  list,
  items,
  columns,
  caption,
  ...props
}: ItemListProps & {
  list: ItemList;
  items: T[];
  columns: Column<T>[];
  caption: string;
}) {
  const { draft, words, slug, mayEdit, listHref } = props;
  const { t } = words;
  const before = createWords(t, words.format, draft.before, words.segments, words.tests);
  const removed = removedItems(draft.changes, list).map((key) => before.itemName([...list.split("."), key]));
  return (
    <Card padded={false}>
      <Table caption={caption} className="sm:min-w-[44rem]">
        <thead>
          <tr>
            <Th>{t("list.name")}</Th>
            {columns.map((column) => (
              <Th
                key={column.label}
                numeric={column.numeric}
                className={cn(column.onPhone !== "column" && "max-sm:hidden")}
              >
                {column.label}
              </Th>
            ))}
            {mayEdit && (
              <Th className="w-0">
                <span className="sr-only">{t("list.actions")}</span>
              </Th>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <Tr key={item.key}>
              <Th scope="row" className="whitespace-normal">
                <ItemName item={item} href={mayEdit ? `${listHref}/${item.key}` : undefined} words={words} />
                <ItemState item={item} change={changeOfItem(draft.changes, list, item.key)} words={words} />
                {columns
                  .filter(({ onPhone }) => onPhone !== "column" && onPhone !== "none")
                  .map((column) => (
                    <span
                      key={column.label}
                      className="block whitespace-normal font-normal text-muted-foreground sm:hidden"
                    >
                      {column.onPhone !== "text" && `${column.label}: `}
                      {column.cell(item)}
                    </span>
                  ))}
              </Th>
              {columns.map((column) => (
                <Td
                  key={column.label}
                  numeric={column.numeric}
                  className={cn(column.onPhone !== "column" && "max-sm:hidden")}
                >
                  {column.cell(item)}
                </Td>
              ))}
              {mayEdit && (
                <Td>
                  <RowActions
                    slug={slug}
                    revision={draft.revision}
                    list={list}
                    item={item.key}
                    active={item.active}
                    name={words.name(item)}
                    editHref={`${listHref}/${item.key}`}
                    isFirst={index === 0}
                    isLast={index === items.length - 1}
                  />
                </Td>
              )}
            </Tr>
          ))}
        </tbody>
      </Table>
      {removed.length > 0 && (
        <p className="border-t px-4 py-2 text-table text-muted-foreground sm:px-6">
          {t("list.removed", { names: removed.join(", ") })}
        </p>
      )}
    </Card>
  );
}

function ItemName({ item, href, words }: { item: Item; href?: string; words: Words }) {
  if (!href) return words.name(item);
  return (
    <Link href={href} className="text-primary underline underline-offset-4">
      {words.name(item)}
    </Link>
  );
}

function ItemState({
  item,
  change,
  words,
}: {
  item: Item;
  change: "added" | "changed" | null;
  words: Words;
}) {
  const { t } = words;
  return (
    <span className="ml-2 inline-flex gap-1">
      {change && <Badge tone="accent">{t(`states.${change}`)}</Badge>}
      {!item.active && <Badge>{t("states.inactive")}</Badge>}
    </span>
  );
}
