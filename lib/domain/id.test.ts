import { describe, expect, it } from "vitest";
import { newId } from "@/lib/domain/id";

describe("newId", () => {
  const ids = Array.from({ length: 20_000 }, newId);

  it("makes UUIDs of version 7 and variant 10", () => {
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
  });

  it("never repeats an id, and sorts ids in the order they were made", () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });
});
