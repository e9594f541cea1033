import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const readsTheClock = /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)/;

/** Files below a folder that ask the machine for the time; tests may. */
function filesWithClock(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
    .filter((file) => readsTheClock.test(readFileSync(join(folder, file), "utf8")));
}

describe("the clock", () => {
  it.each(["domain", "features"])("comes from ctx everywhere in lib/%s", (floor) => {
    expect(filesWithClock(join(import.meta.dirname, "..", floor))).toEqual([]);
  });

  it.each(["const now = new Date();", "Date.now() - start", "new Date( )", "map(Date.now)"])(
    "is seen in: %s",
    (code) => {
      expect(readsTheClock.test(code)).toBe(true);
    },
  );

  it("is not seen where a given time is read", () => {
    expect(readsTheClock.test("new Date(ctx.now.getTime()); new Date(text); ctx.now")).toBe(false);
  });
});
