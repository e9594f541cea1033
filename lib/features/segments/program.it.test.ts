import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/domain/id";
import type { ProgramDocumentInput } from "@/lib/domain/program/schema";
import { getMemberHome, getStorefront } from "@/lib/features/members";
import { getDraft, publishDocument, publishDraft, saveDraft } from "@/lib/features/programs";
import { redeemOwnReward } from "@/lib/features/rewards";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, NOON } from "@/lib/testing/loyalty-store";
import { deleteSegment } from "./commands/delete-segment";
import { saveSegment } from "./commands/save-segment";
import { listSegments } from "./queries/list-segments";

const database = await testDatabase();
afterAll(() => database.drop());

const british = { all: [{ field: "country" as const, op: "any_of" as const, values: ["GB"] }] };
const reward = {
  key: "five",
  kind: "amount_off" as const,
  price: 100,
  valueMinor: 500,
  segments: ["britons"],
};

const document: ProgramDocumentInput = {
  schema: 1,
  name: "Test",
  currency: "GBP",
  timezone: "Europe/London",
  locales: ["en"],
  earningRules: [
    {
      key: "double",
      trigger: "order.paid",
      effects: [{ type: "fixed", asset: "points", units: 5 }],
      who: { segments: ["britons"] },
    },
  ],
  tiers: null,
  rewards: [reward],
  expiry: { type: "none" },
};

const refused = {
  code: "VALIDATION",
  reason: "segments_unknown",
  params: { keys: "britons" },
  fieldErrors: {
    "document.earningRules.0.who.segments": "segment_unknown",
    "document.rewards.0.segments": "segment_unknown",
  },
};

async function newStore(program: Partial<ProgramDocumentInput> = {}) {
  const store = await makeStore(database, program);
  return { ...store, ctx: store.as({ type: "system" }, NOON) };
}

describe("a program that names a segment the store does not have", () => {
  it("cannot be published as a file or as a draft, which tells it in its checks", async () => {
    const { ctx } = await newStore();
    await expect(execute(ctx, publishDocument, { document })).rejects.toMatchObject(refused);
    const { revision } = await execute(ctx, saveDraft, { revision: 0, document });
    const { problems } = await read(ctx, getDraft, {});
    expect(problems.filter(({ code }) => code === "segment_unknown")).toEqual([
      { code: "segment_unknown", path: ["earningRules", "double"], segment: "britons" },
      { code: "segment_unknown", path: ["rewards", "five"], segment: "britons" },
    ]);
    await expect(execute(ctx, publishDraft, { revision })).rejects.toMatchObject(refused);
    await execute(ctx, saveSegment, { name: "Britons", condition: british });
    expect((await read(ctx, getDraft, {})).problems.map(({ code }) => code)).not.toContain("segment_unknown");
    await execute(ctx, publishDraft, { revision });
  });
});

describe("a segment that the program names", () => {
  it("stays until neither the live program nor a scheduled version nor the draft names it; plans are told only to who may read them", async () => {
    const { ctx, as } = await newStore();
    await execute(ctx, saveSegment, { name: "Britons", condition: british });
    const support = as({ type: "staff", userId: newId(), role: "support", email: "s@example.test" }, NOON);
    const usesTold = async () => (await read(support, listSegments, {}))[0]?.usedBy.length;
    const inUse = async () =>
      expect(execute(ctx, deleteSegment, { key: "britons" })).rejects.toMatchObject({
        reason: "segment_in_use",
      });
    const without = { ...document, earningRules: [], rewards: [] };

    const { revision } = await execute(ctx, saveDraft, { revision: 0, document });
    await inUse();
    expect(await usesTold()).toBe(0);
    await execute(ctx, publishDraft, { revision });
    await inUse();
    expect(await usesTold()).toBe(2);
    const later = "2026-04-01T00:00:00Z";
    await execute(ctx, publishDocument, { document, effectiveFrom: later });
    await execute(ctx, publishDocument, { document: without });
    await inUse();
    expect((await read(ctx, listSegments, {}))[0]?.usedBy.map(({ kind, where }) => [kind, where])).toEqual([
      ["rule", "scheduled"],
      ["reward", "scheduled"],
    ]);
    expect(await usesTold()).toBe(0);
    const after = { ...ctx, now: new Date("2026-04-02T00:00:00Z") };
    await execute(after, publishDocument, { document: without });
    await execute(after, deleteSegment, { key: "britons" });
  });

  it("is either deleted or published with, when both are tried at once", async () => {
    for (let round = 0; round < 5; round++) {
      const { ctx } = await newStore();
      await execute(ctx, saveSegment, { name: "Britons", condition: british });
      const results = await Promise.allSettled([
        execute(ctx, deleteSegment, { key: "britons" }),
        execute(ctx, publishDocument, { document }),
      ]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    }
  });
});

describe("a reward for a segment", () => {
  it("is taken by who is in, and refused to who is out, who sees that it is not for them", async () => {
    const { ctx, as, addMember } = await newStore({
      rewards: [reward, { ...reward, key: "open", price: 5, segments: [] }],
    });
    await execute(ctx, saveSegment, { name: "Britons", condition: british });
    const [inside, outside] = [await addMember({ country: "gb" }), await addMember({ country: "FR" })];
    const self = (customerId: string) => as({ type: "customer", customerId }, NOON);
    const obstacles = async (customerId: string) => {
      const home = await read(self(customerId), getMemberHome, {});
      return Object.fromEntries(
        home.program?.offers.map((offer) => [offer.reward.key, offer.obstacle]) ?? [],
      );
    };
    expect(await obstacles(inside)).toEqual({ five: "short", open: "short" });
    expect(await obstacles(outside)).toEqual({ five: "segment", open: "short" });
    const storefront = await read(as({ type: "visitor" }, NOON), getStorefront, {});
    expect(storefront?.offers.find((offer) => offer.reward.key === "five")?.obstacle).toBe("segment");
    const take = (customerId: string) => execute(self(customerId), redeemOwnReward, { rewardKey: "five" });
    await expect(take(outside)).rejects.toMatchObject({ code: "PRECONDITION", reason: "segment_locked" });
    await expect(take(inside)).rejects.toMatchObject({ code: "SHORT" });
  });
});
