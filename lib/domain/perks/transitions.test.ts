import { describe, expect, it } from "vitest";
import { plansAt } from "@/lib/domain/perks/plans-at";
import { actionsFor, canBecome, changeStatus } from "@/lib/domain/perks/transitions";
import {
  type SubscriptionState,
  type SubscriptionStatus,
  subscriptionStatuses,
} from "@/lib/domain/perks/types";

const active: SubscriptionState = {
  status: "active",
  anchorOn: "2027-01-31",
  renewsOn: "2027-03-31",
  pausedAt: null,
  cancelledAt: null,
};
const on = (date: string) => ({
  at: new Date(`${date}T15:00Z`),
  timezone: "Europe/London",
  interval: { unit: "month" as const, count: 1 },
});

describe("a subscription", () => {
  it("can go between active, paused and past due, and be cancelled for good", () => {
    const allowed = (from: SubscriptionStatus) => subscriptionStatuses.filter((to) => canBecome(from, to));
    expect(Object.fromEntries(subscriptionStatuses.map((from) => [from, allowed(from)]))).toEqual({
      active: ["paused", "cancelled", "past_due"],
      paused: ["active", "cancelled", "past_due"],
      past_due: ["active", "paused", "cancelled"],
      cancelled: [],
    });
  });

  it("that is past due is made active by staff, not by the customer", () => {
    expect(actionsFor("past_due", "staff")).toEqual(["resume", "cancel"]);
    expect(actionsFor("past_due", "customer")).toEqual(["cancel"]);
    expect(actionsFor("cancelled", "staff")).toEqual([]);
  });

  it("keeps what was left of the period over a pause, and counts from there", () => {
    const paused = changeStatus(active, "paused", on("2027-03-20"));
    expect(paused).toMatchObject({ status: "paused", renewsOn: "2027-03-31", pausedAt: on("2027-03-20").at });
    expect(changeStatus(paused, "active", on("2027-05-01"))).toEqual({
      ...active,
      anchorOn: "2027-05-12",
      renewsOn: "2027-05-12",
    });
  });

  it("resumed on the day it was paused is as it was, with the anchor that recovers ends of months", () => {
    const paused = changeStatus(active, "paused", on("2027-03-20"));
    expect(changeStatus(paused, "active", on("2027-03-20"))).toEqual(active);
  });

  it("does not make up what was missed while it was past due, and keeps its dates", () => {
    const late = changeStatus(active, "past_due", on("2027-03-30"));
    expect(late.renewsOn).toBe("2027-03-31");
    expect(changeStatus(late, "active", on("2027-03-30"))).toEqual(active);
    expect(changeStatus(late, "active", on("2027-05-31"))).toEqual({ ...active, renewsOn: "2027-06-30" });
    const paused = changeStatus(late, "paused", on("2027-05-20"));
    expect(paused).toMatchObject({ status: "paused", renewsOn: "2027-05-31" });
  });

  it("ends at once when it is cancelled", () => {
    const paused = changeStatus(active, "paused", on("2027-03-20"));
    expect(changeStatus(paused, "cancelled", on("2027-03-25"))).toEqual({
      ...active,
      status: "cancelled",
      renewsOn: null,
      cancelledAt: on("2027-03-25").at,
    });
  });
});

describe("the plans of a customer at a time", () => {
  const at = (date: string) => new Date(`${date}T00:00Z`);
  const change = (subscriptionId: string, date: string, status: SubscriptionStatus, planKey: string) => ({
    subscriptionId,
    at: at(date),
    status,
    planKey,
  });
  const changes = [
    change("a", "2027-01-10", "active", "monthly"),
    change("b", "2027-01-20", "active", "yearly"),
    change("a", "2027-02-10", "paused", "monthly"),
    change("a", "2027-03-10", "active", "weekly"),
    change("b", "2027-04-10", "cancelled", "yearly"),
    change("a", "2027-05-10", "past_due", "weekly"),
    change("b", "2027-06-10", "active", "yearly"),
  ];

  it.each([
    ["before it started", "2027-01-09", []],
    ["from its start on", "2027-01-10", ["monthly"]],
    ["with two subscriptions", "2027-02-01", ["monthly", "yearly"]],
    ["paused", "2027-02-10", ["yearly"]],
    ["resumed on another plan", "2027-03-10", ["weekly", "yearly"]],
    ["cancelled", "2027-04-10", ["weekly"]],
    ["past due", "2027-06-01", []],
    ["resumed here before the shop told that it had ended", "2027-06-11", []],
  ])("%s", (_, date, expected) => {
    expect(plansAt(changes, at(date))).toEqual(expected);
  });
});
