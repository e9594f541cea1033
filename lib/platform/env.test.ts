import { describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "./env";

const complete = {
  DATABASE_URL: "postgres://app@db/regulars",
  APP_URL: "https://loyalty.example",
  APP_SECRET: "a secret that is long enough to be one",
};

function problemsOf(source: Record<string, string | undefined>): string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
  }
  return [];
}

describe("the environment", () => {
  test("needs three variables and fills in the rest", () => {
    expect(parseEnv(complete)).toMatchObject({
      PORT: 3000,
      LOG_LEVEL: "info",
      DATABASE_OWNER_URL: complete.DATABASE_URL,
    });
  });

  test("names all that is missing or wrong at once", () => {
    expect(problemsOf({ APP_URL: "loyalty", PORT: "99999" }).map((problem) => problem.split(" ")[0])).toEqual(
      ["DATABASE_URL", "APP_URL", "APP_SECRET", "PORT"],
    );
  });

  test("counts an empty variable as not set", () => {
    expect(problemsOf({ ...complete, APP_SECRET: "" })).toEqual(["APP_SECRET is missing"]);
    expect(parseEnv({ ...complete, PORT: "", SMTP_URL: "" })).not.toHaveProperty("SMTP_URL");
  });

  test("takes only addresses of the right kind", () => {
    expect(problemsOf({ ...complete, DATABASE_URL: "mysql://db" })).toHaveLength(1);
    expect(problemsOf({ ...complete, SMTP_URL: "https://mail.example" })).toHaveLength(1);
  });
});
