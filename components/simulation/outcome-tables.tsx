import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Words } from "@/components/program/words";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { SimulationView } from "@/lib/features/simulation";

type Props = { result: NonNullable<SimulationView["result"]>; words: Words; liveWords: Words };

/** A difference with its sign, written as its figures are; a dash for none. */
function signed(difference: bigint, shown: (units: bigint) => string): string {
  if (difference === 0n) return "–";
  return `${difference > 0n ? "+" : "−"}${shown(difference < 0n ? -difference : difference)}`;
}

/** The name of a tier on either ladder; null is below the first. */
function useTierName(words: Words, liveWords: Words) {
  const t = useTranslations("simulation");
  return (key: string | null) => {
    if (key === null) return t("noTier");
    const drafted = words.tierName(key);
    return drafted === key ? liveWords.tierName(key) : drafted;
  };
}

export function RulesTable({ result, words, liveWords }: Props) {
  const t = useTranslations("simulation");
  const { format } = words;
  const nameOf = (key: string | null) => {
    if (key === null) return t("besideRules");
    const drafted = words.itemName(["earningRules", key]);
    return drafted === key ? liveWords.itemName(["earningRules", key]) : drafted;
  };
  return (
    <Card title={t("rules")} description={t("rulesNote")} padded={false}>
      {result.rules.length === 0 ? (
        <EmptyState title={t("noRules")} description={t("noRulesNote")} />
      ) : (
        <Table caption={t("rules")} className="min-w-[36rem]">
          <thead>
            <tr>
              <Th>{t("rule")}</Th>
              <Th>{t("asset")}</Th>
              <Th numeric>{t("awards")}</Th>
              <Th numeric>{t("was")}</Th>
              <Th numeric>{t("would")}</Th>
              <Th numeric>{t("difference")}</Th>
            </tr>
          </thead>
          <tbody>
            {result.rules.map(({ ruleKey, asset, was, would }) => {
              const shown = (units: bigint) =>
                asset === "credit" ? format.money(units) : format.number(units);
              const [before, after] = [BigInt(was.units), BigInt(would.units)];
              return (
                <Tr key={`${ruleKey} ${asset}`}>
                  <Th scope="row">{nameOf(ruleKey)}</Th>
                  <Td>
                    {asset === "points" || asset === "credit" ? t(`assets.${asset}`) : t("assets.stamps")}
                  </Td>
                  <Td numeric>{format.number(would.awards)}</Td>
                  <Td numeric>{shown(before)}</Td>
                  <Td numeric>{shown(after)}</Td>
                  <Td numeric>{signed(after - before, shown)}</Td>
                </Tr>
              );
            })}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

export function TierMovesTable({ result, words, liveWords }: Props) {
  const t = useTranslations("simulation");
  const tierName = useTierName(words, liveWords);
  if (result.tierMoves.length === 0) return null;
  return (
    <Card title={t("moves")} padded={false}>
      <Table caption={t("moves")}>
        <thead>
          <tr>
            <Th>{t("from")}</Th>
            <Th>{t("to")}</Th>
            <Th numeric>{t("members")}</Th>
          </tr>
        </thead>
        <tbody>
          {result.tierMoves.map(({ from, to, members }) => (
            <Tr key={`${from} ${to}`}>
              <Th scope="row">{tierName(from)}</Th>
              <Td>{tierName(to)}</Td>
              <Td numeric>{words.format.number(members)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

export function ExamplesTable({
  result,
  words,
  liveWords,
  customerHref,
}: Props & { customerHref: (id: string) => string }) {
  const t = useTranslations("simulation");
  const tierName = useTierName(words, liveWords);
  const { format } = words;
  const note = t("examplesNote", { shown: result.examples.length, count: result.membersChanged });
  return (
    <Card title={t("examples")} description={note} padded={false}>
      {result.examples.length === 0 ? (
        <EmptyState title={t("nobody")} description={t("nobodyNote")} />
      ) : (
        <Table caption={t("examples")} className="min-w-[40rem]">
          <thead>
            <tr>
              <Th>{t("member")}</Th>
              <Th>{t("tier")}</Th>
              <Th numeric>{t("was")}</Th>
              <Th numeric>{t("would")}</Th>
              <Th numeric>{t("difference")}</Th>
            </tr>
          </thead>
          <tbody>
            {result.examples.map(({ customerId, name, tierWas, tierWould, pointsWas, pointsWould }) => (
              <Tr key={customerId}>
                <Th scope="row">
                  <Link className="text-primary underline underline-offset-4" href={customerHref(customerId)}>
                    {name}
                  </Link>
                </Th>
                <Td>
                  {tierWas === tierWould
                    ? tierName(tierWas)
                    : `${tierName(tierWas)} → ${tierName(tierWould)}`}
                </Td>
                <Td numeric>{format.number(BigInt(pointsWas))}</Td>
                <Td numeric>{format.number(BigInt(pointsWould))}</Td>
                <Td numeric>
                  {signed(BigInt(pointsWould) - BigInt(pointsWas), (units) => format.number(units))}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
