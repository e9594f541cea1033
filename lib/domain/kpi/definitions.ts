import type { Unit } from "@/lib/domain/kpi/figure";

/** The page that shows a figure. */
export type Family =
  | "nps"
  | "orders"
  | "retention"
  | "clv"
  | "engagement"
  | "participation"
  | "referrals"
  | "roi";

/**
 * One KPI: its unit, the version of its definition (raised whenever its answer could change) and the parameters that
 * it takes. The words (name, definition, what it rests on, what it leaves out) are in the messages under
 * `analytics.definitions.<key>`; docs/figures.md is made from both.
 */
export type Definition = { family: Family; unit: Unit; version: number; params: readonly string[] };

function define(family: Family, unit: Unit, params: readonly string[] = [], version = 1): Definition {
  return { family, unit, version, params };
}

/** Every KPI that can be asked for, by its key. */
export const definitions = {
  nps: define("nps", "score"),
  csat: define("nps", "share"),
  ces: define("nps", "score"),
  orders: define("orders", "count"),
  customers: define("orders", "count"),
  gross_revenue: define("orders", "money"),
  net_revenue: define("orders", "money"),
  aov: define("orders", "money"),
  purchase_frequency: define("orders", "ratio"),
  repeat_purchase_rate: define("orders", "share"),
  second_order_rate: define("orders", "share", ["days"]),
  new_vs_returning: define("orders", "count"),
  retention_rate: define("retention", "share"),
  retention_rate_base: define("retention", "share"),
  churn_rate: define("retention", "share", ["lapse_days"]),
  clv_simple: define("clv", "money", ["lifespan"]),
  clv_historic: define("clv", "money"),
  aer: define("engagement", "share", ["period"]),
  aer_earned: define("engagement", "share", ["period"]),
  aer_used: define("engagement", "share", ["period"]),
  aer_both: define("engagement", "share", ["period"]),
  members: define("participation", "count"),
  new_members: define("participation", "count"),
  enrolment_rate: define("participation", "share"),
  never_redeemed_rate: define("participation", "share"),
  redemption_rate: define("participation", "share"),
  referrals: define("referrals", "share"),
  roi_attributed: define("roi", "ratio", [], 2),
  return_per_cost: define("roi", "ratio", [], 2),
  program_cost: define("roi", "money", [], 2),
} as const satisfies Record<string, Definition>;

export type KpiKey = keyof typeof definitions;
