import {
  averageOrderValue,
  ces,
  churnRate,
  clvHistoric,
  clvSimple,
  csat,
  customerCount,
  DEFAULT_LIFESPAN_YEARS,
  type EngagementFacts,
  type EngagementReading,
  engagement,
  enrolmentRate,
  type Figure,
  type FigureWith,
  grossRevenue,
  type KpiKey,
  lapseChurn,
  measuredLifespan,
  memberCount,
  netRevenue,
  neverRedeemedRate,
  newMemberCount,
  nps,
  orderCount,
  programCost,
  purchaseFrequency,
  redemptionRate,
  referralFunnel,
  repeatPurchaseRate,
  retentionRate,
  retentionRateBase,
  returnPerCost,
  roiAttributed,
  secondOrderRate,
} from "@/lib/domain/kpi";
import type { Facts } from "./facts";
import type { MetricParams } from "./schema";

/** A KPI that is one number, not a table. */
export type FigureKpi = Exclude<KpiKey, "new_vs_returning">;
export type AnyFigure = Figure | FigureWith<string>;
/** A second order counts within this many days, unless told otherwise. */
const SECOND_ORDER_DAYS = 90;

type Source = (facts: Facts, params: MetricParams) => Promise<AnyFigure[]>;

async function each<F>(
  facts: Promise<F[]>,
  figure: (facts: F, i: number) => AnyFigure,
): Promise<AnyFigure[]> {
  return (await facts).map(figure);
}

function aer(key: EngagementReading): Source {
  return (facts, { period }) =>
    each(period === "year" ? facts.yearlyEngagement() : facts.engagement(), (members) =>
      aerFigure(key, members),
    );
}

/** One reading of the AER with all four beside it. */
function aerFigure(key: EngagementReading, facts: EngagementFacts): AnyFigure {
  const rates = engagement(facts);
  const details = {
    aer: rates.aer.value,
    aer_earned: rates.aer_earned.value,
    aer_used: rates.aer_used.value,
    aer_both: rates.aer_both.value,
  };
  return { ...rates[key], details };
}

async function simpleClv(
  facts: Facts,
  { lifespan = DEFAULT_LIFESPAN_YEARS }: MetricParams,
): Promise<AnyFigure[]> {
  const [orders, yearly] = await Promise.all([
    facts.orders(),
    lifespan === "measured" ? facts.yearlyRetention() : [],
  ]);
  return orders.map((order, i) => {
    const retention = yearly[i];
    const measured = retention ? measuredLifespan(churnRate(retention)) : null;
    return clvSimple({
      ...order,
      days: facts.days[i] ?? 0,
      lifespanYears: lifespan === "measured" ? measured : lifespan,
      marginBasisPoints: facts.scope.marginBps,
    });
  });
}

async function attributedRoi(facts: Facts): Promise<AnyFigure[]> {
  const [attributed, cost] = await Promise.all([facts.attributed(), facts.cost()]);
  return attributed.flatMap((orders, i) => {
    const spent = cost[i];
    return spent ? [roiAttributed(orders, spent, facts.scope.marginBps)] : [];
  });
}

async function attributedReturn(facts: Facts): Promise<AnyFigure[]> {
  const [attributed, cost] = await Promise.all([facts.attributed(), facts.cost()]);
  return attributed.flatMap((orders, i) => {
    const spent = cost[i];
    return spent ? [returnPerCost(orders, spent)] : [];
  });
}

async function referrals(facts: Facts): Promise<AnyFigure[]> {
  const [invitations, participation] = await Promise.all([facts.referrals(), facts.participation()]);
  return invitations.map((found, i) =>
    referralFunnel(found, { members: participation[i]?.members ?? 0, days: facts.days[i] ?? 0 }),
  );
}

/** How each KPI comes from the facts: one figure per window. */
const sources: Record<FigureKpi, Source> = {
  nps: (facts) => each(facts.surveys("nps"), nps),
  csat: (facts) => each(facts.surveys("csat"), csat),
  ces: (facts) => each(facts.surveys("ces"), ces),
  orders: (facts) => each(facts.orders(), orderCount),
  customers: (facts) => each(facts.orders(), customerCount),
  gross_revenue: (facts) => each(facts.orders(), grossRevenue),
  net_revenue: (facts) => each(facts.orders(), netRevenue),
  aov: (facts) => each(facts.orders(), averageOrderValue),
  purchase_frequency: (facts) => each(facts.orders(), purchaseFrequency),
  repeat_purchase_rate: (facts) => each(facts.orders(), repeatPurchaseRate),
  second_order_rate: (facts, { days }) =>
    each(facts.secondOrders(days ?? SECOND_ORDER_DAYS), secondOrderRate),
  retention_rate: (facts) => each(facts.retention(), retentionRate),
  retention_rate_base: (facts) => each(facts.retention(), retentionRateBase),
  churn_rate: (facts, { lapse_days: days }) =>
    days === undefined ? each(facts.retention(), churnRate) : each(facts.lapse(days), lapseChurn),
  clv_simple: simpleClv,
  clv_historic: (facts) => each(facts.history(), clvHistoric),
  aer: aer("aer"),
  aer_earned: aer("aer_earned"),
  aer_used: aer("aer_used"),
  aer_both: aer("aer_both"),
  members: (facts) => each(facts.participation(), ({ members }) => memberCount(members)),
  new_members: (facts) => each(facts.participation(), ({ newMembers }) => newMemberCount(newMembers)),
  enrolment_rate: (facts) =>
    each(facts.participation(), ({ orderers, orderersEnrolled }) =>
      enrolmentRate({ customers: orderers, members: orderersEnrolled }),
    ),
  never_redeemed_rate: (facts) =>
    each(facts.participation(), ({ settledMembers, neverRedeemed }) =>
      neverRedeemedRate({ members: settledMembers, neverRedeemed }),
    ),
  redemption_rate: (facts) => each(facts.redemption(), redemptionRate),
  referrals,
  roi_attributed: attributedRoi,
  return_per_cost: attributedReturn,
  program_cost: (facts) => each(facts.cost(), programCost),
};

/** The KPI in each window of the facts. */
export function figuresOf(facts: Facts, kpi: FigureKpi, params: MetricParams): Promise<AnyFigure[]> {
  return sources[kpi](facts, params);
}
