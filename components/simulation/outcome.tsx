import { useTranslations } from "next-intl";
import type { Words } from "@/components/program/words";
import { Alert } from "@/components/ui/alert";
import { KpiTile } from "@/components/ui/kpi-tile";
import type { AssetFlow } from "@/lib/domain/program/simulation";
import type { SimulationView } from "@/lib/features/simulation";
import { ExamplesTable, RulesTable, TierMovesTable } from "./outcome-tables";

export type Result = NonNullable<SimulationView["result"]>;

const none: AssetFlow = {
  asset: "",
  earned: "0",
  clawedBack: "0",
  redeemed: "0",
  expired: "0",
  pending: "0",
};
const flowOf = (flows: AssetFlow[], asset: string) => flows.find((flow) => flow.asset === asset) ?? none;
/** What stays of what was earned. */
const kept = (flow: AssetFlow) => BigInt(flow.earned) - BigInt(flow.clawedBack);

/** The figures of a run as they were and would be: one tile each, the earlier value below. */
function Tiles({ result, words }: { result: Result; words: Words }) {
  const t = useTranslations("simulation");
  const { format, document } = words;
  const [was, would] = [flowOf(result.was, "points"), flowOf(result.would, "points")];
  const [creditWas, creditWould] = [kept(flowOf(result.was, "credit")), kept(flowOf(result.would, "credit"))];
  const value = document.pointValueMinor;
  const cost = (flow: AssetFlow, credit: bigint) =>
    value === undefined ? null : kept(flow) * BigInt(value) + credit;
  const [costWas, costWould] = [cost(was, creditWas), cost(would, creditWould)];
  const before = (text: string) => t("insteadOf", { value: text });
  const moving = result.tierMoves.reduce((sum, { members }) => sum + members, 0);
  return (
    <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      <KpiTile
        label={t("points")}
        value={format.number(kept(would))}
        note={before(format.number(kept(was)))}
      />
      <KpiTile
        label={t("cost")}
        value={costWould === null ? "–" : format.money(costWould)}
        note={costWas === null ? t("noPointValue") : before(format.money(costWas))}
      />
      <KpiTile
        label={t("expired")}
        value={format.number(BigInt(would.expired))}
        note={before(format.number(BigInt(was.expired)))}
      />
      <KpiTile label={t("tierMoves")} value={format.number(moving)} note={t("tierMovesNote")} />
    </div>
  );
}

/** What a dry run found: headline, per rule, per tier, and members by name. */
export function Outcome({
  result,
  words,
  liveWords,
  createdAt,
  customerHref,
}: {
  result: Result;
  /** When it was asked for: what came later is not in it. */
  createdAt: Date;
  /** Of the draft that was played, and of the live program for what the draft no longer has. */
  words: Words;
  liveWords: Words;
  customerHref: (id: string) => string;
}) {
  const t = useTranslations("simulation");
  const { format } = words;
  const { simulated, of } = result.customers;
  const refused = Object.values(result.refusedRedemptions).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <p className="max-w-measure text-muted-foreground">
        {t("played", {
          at: format.dateTime(createdAt),
          days: format.dayRange(result.from, result.to),
          orders: result.facts.orders,
          refunds: result.facts.refunds,
          redemptions: result.facts.redemptions,
        })}{" "}
        {t("asItWas")}
      </p>
      {simulated < of && <Alert>{t("sample", { simulated, of })}</Alert>}
      <Tiles result={result} words={words} />
      {refused > 0 && <Alert kind="warning">{t("refused", { count: refused })}</Alert>}
      <RulesTable result={result} words={words} liveWords={liveWords} />
      <TierMovesTable result={result} words={words} liveWords={liveWords} />
      <ExamplesTable result={result} words={words} liveWords={liveWords} customerHref={customerHref} />
    </>
  );
}
