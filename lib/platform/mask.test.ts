import { describe, expect, it } from "vitest";
import { maskEmail, maskName, shownCode } from "./mask";

describe("masking", () => {
  it("keeps the first letter of each word of a name, also outside the basic plane", () => {
    expect(maskName("Anna  Maria Petrova")).toBe("A••• M••• P•••");
    expect(maskName("𠮷田 太郎")).toBe("𠮷••• 太•••");
  });
  it("keeps of an e-mail the first letter and the last part of the domain", () => {
    expect(maskEmail("anna@shop.co.uk")).toBe("a•••@•••.uk");
  });
  it("keeps the end of a reward code for an analyst, and all of it for support", () => {
    const staff = (role: "analyst" | "support") => ({ type: "staff" as const, userId: "", role, email: "" });
    expect(shownCode(staff("analyst"), "ABCDEFGH2345")).toBe("••••2345");
    expect(shownCode(staff("support"), "ABCDEFGH2345")).toBe("ABCDEFGH2345");
  });
});
