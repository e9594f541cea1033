import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { planSchema } from "@/lib/domain/program/schema";
import type { PerkWords } from "./perk-words";
import { PerkLines } from "./plan-list";

const plan = planSchema.parse({ key: "monthly", interval: { unit: "month" } });
// of all the words of a page the lines ask for these
const words = { t: (key: string) => key, perks: () => ["Free shipping"] } as unknown as PerkWords;

it("ticks off only perks that are given now, and says of others when they are", () => {
  const shown = (given?: "later" | "resting") =>
    renderToStaticMarkup(<PerkLines plan={plan} words={words} given={given} />);
  expect(shown()).toContain("lucide-check");
  expect(shown()).not.toContain("perks.");
  for (const given of ["later", "resting"] as const) {
    expect(shown(given)).not.toContain("lucide-check");
    expect(shown(given)).toContain(`perks.${given}`);
  }
});
