import { type NpsGroup, npsGroup } from "@/lib/domain/kpi";

export const surveyKinds = ["nps", "csat", "ces"] as const;
export type SurveyKind = (typeof surveyKinds)[number];

const scales = {
  nps: { min: 0, max: 10 },
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
} as const;

/** All scores of a kind, lowest first: 0–10 for NPS, 1–5 for satisfaction, 1–7 for effort. */
export function scoresOf(kind: SurveyKind): number[] {
  const { min, max } = scales[kind];
  return Array.from({ length: max - min + 1 }, (_, i) => min + i);
}

/** Whether the number is a score of that kind. */
export function isScore(kind: SurveyKind, score: number): boolean {
  return scoresOf(kind).includes(score);
}

/**
 * Which of three thanks an answer gets. NPS has its own groups; of the other scales the best two scores count as
 * promoter and the lower half as detractor.
 */
export function groupOf(kind: SurveyKind, score: number): NpsGroup {
  if (kind === "nps") return npsGroup(score);
  const { max } = scales[kind];
  if (score >= max - 1) return "promoter";
  return score > max / 2 ? "passive" : "detractor";
}
