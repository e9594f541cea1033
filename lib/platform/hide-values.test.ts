import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, it } from "vitest";
import { hideValues } from "./hide-values";

it("keeps the statement and the cause of a failed query, and nothing of what it was called with", () => {
  const cause = new Error("connection lost");
  const error = hideValues(
    new DrizzleQueryError("select 1 where email = $1", ["ann@shop.test", "two\nlines"], cause),
  );
  expect(error.message).toBe("Failed query: select 1 where email = $1");
  expect(`${error.stack} ${JSON.stringify(error)}`).not.toMatch(/ann@|two|lines/);
  expect(error.stack).toMatch(/\n {4}at /);
  expect(error.cause).toBe(cause);
});

it("leaves every other error as it is", () => {
  expect(hideValues(new Error("a\nparams: b")).message).toBe("a\nparams: b");
  expect(hideValues(undefined)).toBeUndefined();
});
