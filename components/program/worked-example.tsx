import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { pointsForOrder } from "@/lib/domain/program/reach";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { exampleOrderMinor } from "@/lib/domain/program/starter";
import type { LocalDate } from "@/lib/domain/time";
import type { Words } from "./words";

/**
 * What one order earns a member of each tier today, and one without a tier in each segment that a rule names, worked
 * out by the same function that books orders.
 */
export function WorkedExample({ words, on }: { words: Words; on: LocalDate }) {
  const { t, document } = words;
  const totalMinor = exampleOrderMinor(document.currency);
  const levels = document.tiers?.levels ?? [];
  const hasNone = levels[0]?.threshold !== 0;
  const lowest = hasNone ? null : (levels[0]?.key ?? null);
  const rows = [
    ...(hasNone
      ? [{ id: "", label: t(levels.length > 0 ? "example.withoutTier" : "everyone"), tierKey: null }]
      : []),
    ...levels.map(({ key }) => ({ id: `tier:${key}`, label: words.tierName(key), tierKey: key })),
    ...segmentsNamed(document).map((key) => ({
      id: `segment:${key}`,
      label: t("example.inSegment", { segment: words.segmentName(key) }),
      tierKey: lowest,
      segments: [key],
    })),
  ];
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
          {rows.map(({ id, label, ...who }) => {
            const units = pointsForOrder(document, { totalMinor, on, ...who });
            return (
              <Tr key={id}>
                <Th scope="row">{label}</Th>
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

/** The segments that running rules ask for, each once. */
function segmentsNamed({ earningRules }: ProgramDocument): string[] {
  return [...new Set(earningRules.flatMap((rule) => (rule.active ? rule.who.segments : [])))];
}
