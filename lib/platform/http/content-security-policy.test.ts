import { expect, it } from "vitest";
import { contentSecurityPolicy } from "@/lib/platform/http/content-security-policy";

it("allows scripts by nonce alone, no frames around us, and eval only while developing", () => {
  const policy = contentSecurityPolicy("abc", { development: false });
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe-eval");
  expect(contentSecurityPolicy("abc", { development: true })).toContain("'unsafe-eval'");
});
