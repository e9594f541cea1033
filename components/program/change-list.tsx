import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Change } from "@/lib/domain/program/diff";
import { changesInWords } from "./change-words";
import type { Words } from "./words";

const stacked = "max-sm:h-auto max-sm:px-4 max-sm:py-1";

function ColumnName({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden className="block text-caption text-muted-foreground sm:hidden">
      {children}
    </span>
  );
}

/** Every change between two documents, field by field. */
export function ChangeList({
  title,
  changes,
  before,
  after,
}: {
  title: string;
  changes: Change[];
  before: Words;
  after: Words;
}) {
  const { t } = after;
  return (
    <Card title={title} padded={false}>
      <Table caption={title} className="sm:min-w-[36rem]">
        <thead className="max-sm:sr-only">
          <tr>
            <Th>{t("changes.what")}</Th>
            <Th>{t("changes.was")}</Th>
            <Th>{t("changes.becomes")}</Th>
          </tr>
        </thead>
        <tbody>
          {changesInWords(before, after, changes).map((line) => (
            // On a phone the cells stand below each other, each with the name of its column.
            <Tr key={line.id} className="max-sm:grid max-sm:py-1">
              <Th scope="row" className={`${stacked} align-top whitespace-normal`}>
                {line.subject}
                <span className="block font-normal text-muted-foreground">{line.field}</span>
              </Th>
              <Td className={`${stacked} align-top text-muted-foreground`}>
                <ColumnName>{t("changes.was")}</ColumnName>
                {line.before}
              </Td>
              <Td className={`${stacked} align-top`}>
                <ColumnName>{t("changes.becomes")}</ColumnName>
                {line.after}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
