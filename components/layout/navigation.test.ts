import { describe, expect, it } from "vitest";
import { currentHref, landingPath, navigationFor } from "@/components/layout/navigation";
import { type Role, roles } from "@/lib/domain/permissions";

const labels = (role: Role) => navigationFor(role, "acme").map((entry) => entry.label);

describe("left bar", () => {
  it("shows support only look-up, and starts with it", () => {
    expect(labels("support")).toEqual(["lookUp"]);
    expect(landingPath("support", "acme")).toBe("/app/acme/customers");
  });

  it("shows an analyst home, customers and analytics", () => {
    expect(labels("analyst")).toEqual(["home", "customers", "analytics"]);
  });

  it("keeps outbox and settings to the owner", () => {
    expect(labels("marketer")).toEqual(["home", "customers", "program", "surveys", "analytics", "data"]);
    expect(labels("owner")).toEqual([...labels("marketer"), "outbox", "settings"]);
  });

  it("opens referrals and subscriptions to everyone, segments and the program not to support", () => {
    const pages = (role: Role) =>
      navigationFor(role, "acme").flatMap((entry) => entry.pages.map((page) => page.label));
    for (const role of roles)
      expect(pages(role)).toEqual(expect.arrayContaining(["referrals", "subscriptions"]));
    expect(pages("support")).toEqual(["customers", "referrals", "subscriptions"]);
    expect(pages("analyst")).toContain("segments");
    expect(pages("analyst")).not.toContain("programPerks");
  });

  it("marks the most exact entry for a details page", () => {
    const bar = navigationFor("owner", "acme");
    expect(currentHref(bar, "/app/acme/program/tiers/gold")).toBe("/app/acme/program/tiers");
    expect(currentHref(bar, "/app/acme/program")).toBe("/app/acme/program");
    expect(currentHref(bar, "/app/acme/elsewhere")).toBeUndefined();
  });
});
