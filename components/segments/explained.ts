import type { Condition, Test } from "@/lib/domain/conditions/schema";
import type { ConditionExplained } from "@/lib/features/segments/types";
import type { Join } from "./draft";

type ExplainedTest = ConditionExplained["tests"][number];
export type ExplainedGroup = { join: Join; met: boolean; members: ExplainedMember[] };
export type ExplainedMember = ExplainedTest | ExplainedGroup;

export const isExplainedGroup = (member: ExplainedMember): member is ExplainedGroup => "members" in member;

/** The answers, which come from left to right, in the groups of their condition, each with whether it is met. */
export function groupExplained(condition: Condition, tests: readonly ExplainedTest[]): ExplainedMember {
  const left = tests.values();
  const group = (join: Join, parts: readonly Condition[]): ExplainedGroup => {
    const members = parts.map(member);
    return { join, members, met: members[join === "all" ? "every" : "some"]((one) => one.met) };
  };
  function member(part: Condition): ExplainedMember {
    if ("all" in part) return group("all", part.all);
    if ("any" in part) return group("any", part.any);
    return left.next().value ?? unanswered(part);
  }
  return member(condition);
}

const unanswered = (test: Test): ExplainedTest => ({ test, met: false, value: null });
