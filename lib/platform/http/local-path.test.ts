import { describe, expect, it } from "vitest";
import { localPath } from "./local-path";

describe("where signing in leads", () => {
  it("keeps a path of our own with its query", () => {
    expect(localPath("/app/acme/customers?q=ann&page=2#top")).toBe("/app/acme/customers?q=ann&page=2#top");
  });

  it.each([
    "https://evil.example/",
    "//evil.example/app",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "/app/..//evil.example",
    "/%2e//evil.example",
    "javascript:alert(1)",
    "",
    undefined,
  ])("never leads away from the product (%s)", (path) => {
    expect(localPath(path, "/home")).toBe("/home");
  });
});
