import { stat } from "node:fs/promises";
import { expect, it } from "vitest";
import { explain, readJson } from "./lib/output";

it("says of a file that is not there that there is none, whoever looked for it", async () => {
  const failures = [stat("/nowhere/orders.csv"), readJson("/nowhere/orders.csv")];
  for (const failure of failures)
    expect(explain(await failure.catch((error: unknown) => error))).toBe(
      "There is no file /nowhere/orders.csv",
    );
});
