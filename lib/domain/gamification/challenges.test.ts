import { describe, expect, it } from "vitest";
import type { Challenge } from "@/lib/domain/program/schema";
import { isJudgedAt, isShown, leaderboardFrom, nextJudgement } from "./challenges";

const challenge = (from: string, until: string, active = true): Challenge => ({
  key: "three",
  name: {},
  description: {},
  metric: "orders",
  target: 3,
  from,
  until,
  reward: null,
  active,
});

describe("when a challenge is judged", () => {
  const march = challenge("2027-03-01", "2027-03-31");
  it("at the midnights after its days, the last time after its last one", () => {
    expect(
      ["2027-03-01", "2027-03-02", "2027-04-01", "2027-04-02"].map((on) => isJudgedAt(march, on)),
    ).toEqual([false, true, true, false]);
    expect(isJudgedAt(challenge("2027-03-01", "2027-03-31", false), "2027-03-02")).toBe(false);
  });

  it("the next judgement is the first that any of them has", () => {
    expect(nextJudgement([march], "2027-01-01")).toBe("2027-03-02");
    expect(nextJudgement([march], "2027-03-10")).toBe("2027-03-10");
    expect(nextJudgement([march], "2027-04-02")).toBeNull();
    expect(nextJudgement([march, challenge("2027-01-31", "2027-02-02")], "2027-01-01")).toBe("2027-02-01");
  });

  it("it is shown from its first day on until a month after its last", () => {
    expect(["2027-02-28", "2027-03-01", "2027-04-30", "2027-05-01"].map((on) => isShown(march, on))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

it("the leaderboard counts from the first of the month or year, or for ever", () => {
  expect(leaderboardFrom("month", "2027-03-31")).toBe("2027-03-01");
  expect(leaderboardFrom("year", "2027-03-31")).toBe("2027-01-01");
  expect(leaderboardFrom("lifetime", "2027-03-31")).toBeNull();
});
