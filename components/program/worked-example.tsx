import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { pointsForOrder } from "@/lib/domain/program/checks";
import { exampleOrderMinor } from "@/lib/domain/program/starter";
import type { LocalDate } from "@/lib/domain/time";
import type { Words } from "./words";

/** What one order earns a member of each tier today, worked out by the same function that books orders. */
export function WorkedExample({ words, on }: { words: Words; on: LocalDate }) {
  const { t, document } = words;
  const totalMinor = exampleOrderMinor(document.currency);
  const levels = document.tiers?.levels ?? [];
  const hasNone = levels[0]?.threshold !== 0;
  const tiers = [...(hasNone ? [null] : []), ...levels.map((level) => level.key)];
  const worth = document.pointValueMinor;
  const description = t("example.description", {
    amount: words.money(totalMinor),
    day: words.format.day(on),
  });
  return (
    <Card title={t("example.title")} description={description} padded={false}>
      <Table caption={description}>
        <thead>
          <tr>
            <Th>{t("example.audience")}</Th>
            <Th numeric>{t("example.earns")}</Th>
            {worth !== undefined && <Th numeric>{t("example.worth")}</Th>}
          </tr>
        </thead>
        <tbody>
          {tiers.map((tierKey) => {
            const units = pointsForOrder(document, { totalMinor, on, tierKey });
            return (
              <Tr key={tierKey ?? ""}>
                <Th scope="row">
                  {tierKey === null
                    ? t(levels.length > 0 ? "example.withoutTier" : "everyone")
                    : words.tierName(tierKey)}
                </Th>
                <Td numeric>{words.points(units)}</Td>
                {worth !== undefined && <Td numeric>{words.money(units * BigInt(worth))}</Td>}
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}
