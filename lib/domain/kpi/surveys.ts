import { type Figure, type FigureWith, quotient } from "@/lib/domain/kpi/figure";

export type NpsGroup = "promoter" | "passive" | "detractor";

/** The group of a score of 0–10: 9–10 promoter, 7–8 passive, 0–6 detractor (Reichheld 2003). */
export function npsGroup(score: number): NpsGroup {
  if (score >= 9) return "promoter";
  return score >= 7 ? "passive" : "detractor";
}

export type NpsFacts = { promoters: number; passives: number; detractors: number };
export type NpsFigure = FigureWith<"promoters" | "passives" | "detractors" | "low" | "high">;

/** Below this many answers an NPS says little: charts grey it out. */
export const NPS_MIN_ANSWERS = 30;

/** Two-sided 95 % quantile of the normal distribution. */
const Z95 = 1.959963984540054;

/**
 * Net promoter score, −100…100, of counted answers: `100 × (promoters − detractors) ÷ n`, with the bounds `low` and
 * `high` of its 95 % interval from `SE = sqrt((p + d − (p − d)²) ÷ n)` on the shares p and d (variance of a
 * multinomial difference), cut at −100 and 100.
 */
export function nps({ promoters, passives, detractors }: NpsFacts): NpsFigure {
  const n = promoters + passives + detractors;
  const share = quotient({
    numerator: promoters - detractors,
    denominator: n,
    unit: "score",
    reason: "no_answers",
  });
  const counts = { promoters, passives, detractors };
  if (share.value === null) return { ...share, details: { ...counts, low: null, high: null } };
  const net = share.value;
  const margin = 100 * Z95 * Math.sqrt(Math.max(0, (promoters + detractors) / n - net ** 2) / n);
  const value = (100 * share.numerator) / n;
  return {
    ...share,
    value,
    details: { ...counts, low: Math.max(-100, value - margin), high: Math.min(100, value + margin) },
  };
}

/** Customer satisfaction: the share of answers of 4 or 5 on the scale of 1–5. */
export function csat(facts: { satisfied: number; answers: number }): Figure {
  return quotient({
    numerator: facts.satisfied,
    denominator: facts.answers,
    unit: "share",
    reason: "no_answers",
  });
}

/** Customer effort score: the mean of answers of 1–7. */
export function ces(facts: { scoreSum: number; answers: number }): Figure {
  return quotient({
    numerator: facts.scoreSum,
    denominator: facts.answers,
    unit: "score",
    reason: "no_answers",
  });
}
