import { expect, test } from "vitest";
import { pointsName } from "./points-name";
import { presentationSchema } from "./schema";

const beans = presentationSchema.parse({
  pointsName: {
    en: { one: "Bean", other: "Beans" },
    ru: { one: "зерно", few: "зерна", many: "зёрен", other: "зерна" },
  },
});

test("points are called by their plural form in the reader's language, else in the program's first", () => {
  const inRussian = [1, 2, 5, 21].map((count) => pointsName(beans, count, "ru", "en"));
  expect(inRussian).toEqual(["зерно", "зерна", "зёрен", "зерно"]);
  expect([1n, 0n].map((count) => pointsName(beans, count, "en", "ru"))).toEqual(["Bean", "Beans"]);
  expect(pointsName(beans, 1, "ja", "en")).toBe("Bean");
  expect(pointsName(presentationSchema.parse({}), 1, "en", "en")).toBeNull();
});
