import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Change } from "@/lib/domain/program/diff";
import { changesInWords } from "./change-words";
import type { Words } from "./words";

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
      <Table caption={title} className="min-w-[36rem]">
        <thead>
          <tr>
            <Th>{t("changes.what")}</Th>
            <Th>{t("changes.was")}</Th>
            <Th>{t("changes.becomes")}</Th>
          </tr>
        </thead>
        <tbody>
          {changesInWords(before, after, changes).map((line) => (
            <Tr key={line.id}>
              <Th scope="row" className="align-top whitespace-normal">
                {line.subject}
                <span className="block font-normal text-muted-foreground">{line.field}</span>
              </Th>
              <Td className="align-top text-muted-foreground">{line.before}</Td>
              <Td className="align-top">{line.after}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
