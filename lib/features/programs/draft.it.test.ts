import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { auditLog, merchants, staffUsers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Role } from "@/lib/domain/permissions";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import {
  countDraftChanges,
  discardDraft,
  getDraft,
  getTierDistribution,
  getVersion,
  listVersions,
  moveItem,
  publishDraft,
  removeItem,
  restoreVersion,
  saveDraft,
  saveEarningRule,
  saveEvents,
  saveExpiry,
  saveReferral,
  saveReward,
  saveTierLadder,
} from "./index";

const database = await testDatabase();
afterAll(database.drop);
const { db } = database;

let store: TestStore;
let userId: string;
const now = new Date("2026-05-01T12:00:00Z");

beforeEach(async () => {
  store = await makeStore(database);
  userId = newId();
  await db.insert(staffUsers).values({
    id: userId,
    email: `${userId}@example.com`,
    name: "Kenji",
    passwordHash: "–",
    createdAt: now,
  });
});

const as = (role: Role = "marketer", at = now) =>
  store.as({ type: "staff", userId, role, email: "kenji@example.com" }, at);

const mug = {
  kind: "free_product" as const,
  name: { en: "Free mug" },
  price: 300,
  product: "Mug",
  costMinor: 250,
};
const ladder = {
  metric: "orders" as const,
  levels: [
    { key: null, name: { en: "Regular" }, threshold: 1 },
    { key: null, name: { en: "Gold" }, threshold: 5 },
  ],
};
const draft = () => read(as(), getDraft, {});

describe("a draft", () => {
  test("starts as a copy of the live version, with the first edit", async () => {
    expect(await draft()).toMatchObject({ revision: 0, baseVersion: 1, changes: [] });
    const saved = await execute(as(), saveReward, { revision: 0, key: null, reward: mug });
    expect(saved).toEqual({ revision: expect.any(Number), key: "free-mug" });
    const view = await draft();
    expect(view).toMatchObject({ revision: saved.revision, baseVersion: 1, updatedBy: "Kenji" });
    expect(view.changes).toMatchObject([{ kind: "added", path: ["rewards", "free-mug"] }]);
    expect(view.live?.document.rewards).toEqual([]);
  });

  test("of a store that has published nothing starts with points for every order, and counts as one change", async () => {
    const merchantId = newId();
    await db.insert(merchants).values({
      id: merchantId,
      slug: merchantId,
      name: "New",
      currency: "JPY",
      timezone: "Asia/Tokyo",
      createdAt: now,
    });
    const ctx = makeCtx({ merchantId, db, now, actor: { type: "system" } });
    const view = await read(ctx, getDraft, {});
    expect(view.document.earningRules[0]?.effects[0]).toMatchObject({ units: 1, perMinor: 100 });
    expect(await read(ctx, countDraftChanges, {})).toBe(1);
    expect(await execute(ctx, publishDraft, { revision: 0 })).toMatchObject({ number: 1 });
    expect(await read(ctx, countDraftChanges, {})).toBe(0);
  });

  test("keeps every edit, and writes each into the audit", async () => {
    const first = await execute(as(), saveReward, { revision: 0, key: null, reward: mug });
    const second = await execute(as(), saveReward, { ...first, key: null, reward: mug });
    expect(second.key).toBe("free-mug-2");
    const renamed = { ...mug, name: { en: "Mug" } };
    const third = await execute(as(), saveReward, {
      revision: second.revision,
      key: "free-mug",
      reward: renamed,
    });
    const fourth = await execute(as(), moveItem, {
      revision: third.revision,
      list: "rewards",
      key: "free-mug-2",
      by: -1,
    });
    const names = (await draft()).document.rewards.map((reward) => [reward.key, reward.name.en]);
    expect(names).toEqual([
      ["free-mug-2", "Free mug"],
      ["free-mug", "Mug"],
    ]);
    await execute(as(), removeItem, { revision: fourth.revision, list: "rewards", key: "free-mug" });
    expect((await draft()).document.rewards).toHaveLength(1);
    const audit = await db
      .select({ action: auditLog.action })
      .from(auditLog)
      .where(eq(auditLog.merchantId, store.merchantId));
    expect(audit.map((row) => row.action).sort()).toEqual([
      "program.move_item",
      "program.remove_item",
      "program.save_reward",
      "program.save_reward",
      "program.save_reward",
    ]);
  });

  test("a reward that an invitation gives cannot be removed before the invitation gives something else", async () => {
    const { revision } = await execute(as(), saveReward, { revision: 0, key: null, reward: mug });
    const gift = { type: "reward" as const, reward: "free-mug" };
    const points = { type: "points" as const, units: 500 };
    const invite = { advocate: points, friend: gift };
    const second = await execute(as(), saveReferral, { revision, referral: invite });
    expect((await draft()).document.referral).toMatchObject({ ...invite, active: true, holdingDays: 14 });
    const removal = { revision: second.revision, list: "rewards" as const, key: "free-mug" };
    await expect(execute(as(), removeItem, removal)).rejects.toMatchObject({ reason: "reward_given_away" });
    const third = await execute(as(), saveReferral, { revision: second.revision, referral: null });
    await execute(as(), removeItem, { ...removal, revision: third.revision });
    expect((await draft()).document.referral).toBeNull();
  });

  test("refuses an edit of a part that changed meanwhile, saying who changed it and when", async () => {
    const { revision } = await execute(as(), saveReward, { revision: 0, key: null, reward: mug });
    const dearer = { key: "free-mug", reward: { ...mug, price: 900 } };
    await execute(as(), saveReward, { revision, ...dearer });
    const later = new Date(now.getTime() + 3 * 60_000);
    const refusal = { code: "CONFLICT", reason: "draft_changed", params: { by: "Kenji", minutes: 3 } };
    const cheaper = { key: "free-mug", reward: { ...mug, price: 100 } };
    await expect(execute(as("owner", later), saveReward, { revision, ...cheaper })).rejects.toMatchObject(
      refusal,
    );
    const removal = { revision, list: "rewards" as const, key: "free-mug" };
    await expect(execute(as("owner", later), removeItem, removal)).rejects.toMatchObject(refusal);
    expect((await draft()).document.rewards).toMatchObject([{ price: 900 }]);
  });

  test("takes edits of different parts that were made side by side, from its first on", async () => {
    await execute(as(), saveReward, { revision: 0, key: null, reward: mug });
    const { revision } = await execute(as(), saveExpiry, {
      revision: 0,
      expiry: { type: "rolling", months: 12 },
      pointValueMinor: 1,
    });
    await execute(as(), saveTierLadder, { revision, ladder });
    await execute(as(), saveReward, { revision, key: null, reward: { ...mug, name: { en: "Tea tin" } } });
    await execute(as(), moveItem, { revision, list: "rewards", key: "tea-tin", by: -1 });
    const { document } = await draft();
    expect(document).toMatchObject({ expiry: { type: "rolling" }, tiers: { levels: [{}, {}] } });
    expect(document.rewards.map(({ key }) => key)).toEqual(["tea-tin", "free-mug"]);
    await expect(execute(as(), saveTierLadder, { revision, ladder: null })).rejects.toMatchObject({
      reason: "draft_changed",
    });
    await expect(execute(as(), saveExpiry, { revision: 0, expiry: { type: "none" } })).rejects.toMatchObject({
      reason: "draft_changed",
    });
  });

  test("of several edits at once of one part takes exactly one, and of new items loses none it has taken", async () => {
    const race = async (edits: Promise<unknown>[]) =>
      (await Promise.allSettled(edits)).filter((one) => one.status === "fulfilled").length;
    const eight = Array.from({ length: 8 }, (_, index) => index + 1);
    const added = await race(
      eight.map(() => execute(as(), saveReward, { revision: 0, key: null, reward: mug })),
    );
    expect((await draft()).document.rewards).toHaveLength(added);
    const { revision } = await draft();
    const priced = (price: number) => ({ revision, key: "free-mug", reward: { ...mug, price } });
    expect(await race(eight.map((price) => execute(as(), saveReward, priced(price))))).toBe(1);
  });

  test("does not take an edit that was made on a draft thrown away", async () => {
    const { revision } = await execute(as(), saveReward, { revision: 0, key: null, reward: mug });
    await execute(as(), discardDraft, { revision });
    const edit = { revision, key: null, reward: mug };
    await expect(execute(as(), saveReward, edit)).rejects.toMatchObject({ reason: "draft_gone" });
    await execute(as(), saveReward, { ...edit, revision: 0 });
    await expect(execute(as(), saveReward, edit)).rejects.toMatchObject({ reason: "draft_changed" });
  });

  test("is refused as a whole with other money or days than the merchant's", async () => {
    const { document } = await draft();
    await expect(
      execute(as(), saveDraft, { revision: 0, document: { ...document, currency: "USD" } }),
    ).rejects.toMatchObject({ fieldErrors: { "document.currency": "currency_differs" } });
    const saved = await execute(as(), saveDraft, { revision: 0, document: { ...document, name: "Club" } });
    expect(saved.revision).toBeGreaterThan(0);
    expect((await draft()).changes).toMatchObject([{ path: ["name"], after: "Club" }]);
  });
});

describe("what is wrong is told at the field of the form", () => {
  const purchase = {
    name: { en: "Purchase" },
    trigger: "order.paid" as const,
    effects: [{ type: "rate" as const, asset: "points" as const, units: 1, perMinor: 100 }],
  };

  test("for a way to earn", async () => {
    const rule = { ...purchase, when: { from: "2026-05-02", until: "2026-05-01" }, who: { tiers: ["gold"] } };
    await expect(execute(as(), saveEarningRule, { revision: 0, key: null, rule })).rejects.toMatchObject({
      fieldErrors: { "rule.when.until": "until_before_from", "rule.who.tiers": "tier_unknown" },
    });
  });

  test("for a reward", async () => {
    await expect(
      execute(as(), saveReward, { revision: 0, key: null, reward: { ...mug, pricePerTier: { gold: 5 } } }),
    ).rejects.toMatchObject({ fieldErrors: { "reward.pricePerTier": "tier_unknown" } });
    await expect(
      execute(as(), saveReward, { revision: 0, key: "unknown", reward: mug }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("for hours that end when they begin, unless they are a whole day", async () => {
    const at = (time: string) => ({ ...purchase, when: { hours: [{ days: [1], from: time, until: time }] } });
    const saved = (time: string) =>
      execute(as(), saveEarningRule, { revision: 0, key: null, rule: at(time) });
    await expect(saved("17:00")).rejects.toMatchObject({
      fieldErrors: { "rule.when.hours.0.until": "hours_empty" },
    });
    await saved("00:00");
  });

  test("for a stamp card without a name", async () => {
    const events = { eventTypes: [], stampCards: [{ key: null, name: { en: "" } }], priceDrop: null };
    await expect(execute(as(), saveEvents, { revision: 0, ...events })).rejects.toMatchObject({
      fieldErrors: { "stampCards.0.name.en": "required" },
    });
  });

  test("for a new one without a name in the program's first language", async () => {
    const nameless = { ...mug, name: { en: " ", ja: "カップ" } };
    await expect(
      execute(as(), saveReward, { revision: 0, key: null, reward: nameless }),
    ).rejects.toMatchObject({ code: "VALIDATION", fieldErrors: { "reward.name.en": "required" } });
  });

  test("for tiers that do not rise", async () => {
    const [first, second] = ladder.levels;
    const falling = { ...ladder, levels: [first, { ...second, threshold: 1 }] };
    await expect(execute(as(), saveTierLadder, { revision: 0, ladder: falling })).rejects.toMatchObject({
      fieldErrors: { "ladder.levels.1.threshold": "threshold_not_increasing" },
    });
  });

  test("and a tier that a reward names cannot be removed", async () => {
    const tiers = await execute(as(), saveTierLadder, { revision: 0, ladder });
    const reward = { ...mug, tiers: ["gold"] };
    const { revision } = await execute(as(), saveReward, { ...tiers, key: null, reward });
    const refusal = {
      code: "PRECONDITION",
      reason: "part_in_use",
      params: { name: "Gold", by: "Free mug" },
    };
    await expect(execute(as(), saveTierLadder, { revision, ladder: null })).rejects.toMatchObject(refusal);
  });
});

describe("publishing the draft", () => {
  test("makes it the live version, moves members, and clears it", async () => {
    await store.addMember({ ordersCount: 5 });
    await store.addMember({ ordersCount: 0 });
    const { revision } = await execute(as(), saveTierLadder, { revision: 0, ladder });
    expect(await read(as(), getTierDistribution, {})).toEqual({
      moving: 1,
      moves: [{ from: null, to: "gold", members: 1 }],
      tiers: expect.arrayContaining([
        { key: null, now: 2, draft: 1 },
        { key: "gold", now: 0, draft: 1 },
      ]),
    });
    const published = await execute(as(), publishDraft, { revision, note: "Tiers" });
    expect(published).toEqual({ number: 2, effectiveFrom: now.toISOString(), membersMoved: 1 });
    expect(await draft()).toMatchObject({ revision: 0, baseVersion: 2, changes: [] });
    expect(await read(as(), getTierDistribution, {})).toEqual({
      moving: 0,
      moves: [],
      tiers: expect.arrayContaining([{ key: "gold", now: 1, draft: 1 }]),
    });
    expect((await read(as(), listVersions, {}))[0]).toMatchObject({
      number: 2,
      author: "Kenji",
      note: "Tiers",
      state: "live",
    });
  });

  test("is refused when it was edited since the review, or says nothing new", async () => {
    const first = await execute(as(), saveReward, { revision: 0, key: null, reward: mug });
    const second = await execute(as(), removeItem, {
      revision: first.revision,
      list: "rewards",
      key: "free-mug",
    });
    await expect(execute(as(), publishDraft, { revision: first.revision, note: "" })).rejects.toMatchObject({
      code: "CONFLICT",
      reason: "draft_changed",
    });
    await expect(execute(as(), publishDraft, { revision: second.revision, note: "" })).rejects.toMatchObject({
      code: "PRECONDITION",
      reason: "nothing_to_publish",
    });
  });

  test("an older version can be put back into the draft and published again", async () => {
    const edited = await execute(as(), saveReward, { revision: 0, key: null, reward: mug });
    await execute(as(), publishDraft, { revision: edited.revision });
    const restored = await execute(as(), restoreVersion, { revision: 0, number: 1 });
    expect((await draft()).changes).toMatchObject([{ kind: "removed", path: ["rewards", "free-mug"] }]);
    await execute(as(), publishDraft, { revision: restored.revision, note: "Back" });
    const third = await read(as(), getVersion, { number: 3 });
    expect(third.changes).toMatchObject([{ kind: "removed", path: ["rewards", "free-mug"] }]);
    expect(third.document).toEqual((await read(as(), getVersion, { number: 1 })).document);
  });
});

describe("who may", () => {
  test.each(["support", "analyst"] as const)("%s neither edits nor publishes", async (role) => {
    const refusal = { code: "FORBIDDEN" };
    await expect(
      execute(as(role), saveReward, { revision: 0, key: null, reward: mug }),
    ).rejects.toMatchObject(refusal);
    await expect(execute(as(role), publishDraft, { revision: 0 })).rejects.toMatchObject(refusal);
    await expect(execute(as(role), discardDraft, { revision: 0 })).rejects.toMatchObject(refusal);
  });

  test("the analyst reads the program, and support does not", async () => {
    expect(await read(as("analyst"), getDraft, {})).toMatchObject({ revision: 0 });
    await expect(read(as("support"), getDraft, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("an edit of one store is not seen in another", async () => {
    const other = await makeStore(database);
    await execute(as(), saveReward, { revision: 0, key: null, reward: mug });
    const view = await read(other.as({ type: "system" }, now), getDraft, {});
    expect(view).toMatchObject({ revision: 0, changes: [] });
  });
});
