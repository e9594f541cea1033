import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { errorCodes } from "@/lib/domain/errors";
import en from "@/messages/en.json";

it("has a text for every code, and for every reason that a DomainError is thrown with", () => {
  const known = new Set(Object.keys(en.errors));
  const thrown = globSync("lib/**/*.ts")
    .filter((path) => !path.endsWith(".test.ts"))
    .flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/new DomainError\(\s*"[A-Z_]+",\s*"(\w+)"/g)].map(
        ([, reason]) => reason ?? "",
      ),
    );
  expect(thrown.length).toBeGreaterThan(5);
  expect([...errorCodes, "UNKNOWN", ...new Set(thrown)].filter((reason) => !known.has(reason))).toEqual([]);
});
