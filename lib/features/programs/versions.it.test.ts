import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { merchants } from "@/db/schema";
import minimal from "@/examples/programs/minimal.json";
import { newId } from "@/lib/domain/id";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import { makeStore } from "@/lib/testing/loyalty-store";
import {
  cancelScheduledVersion,
  followStartedVersions,
  getDraft,
  getVersion,
  getVersionAt,
  listVersions,
  publishDocument,
  publishDraft,
  pullDocument,
  restoreVersion,
  rollBack,
  saveDraft,
} from "./index";

const database = await testDatabase();
afterAll(database.drop);
const { db } = database;

const merchantId = newId();
const at = (time: string) => makeCtx({ merchantId, db, actor: { type: "system" }, now: new Date(time) });
const named = (name: string) => ({ ...minimal, name });
const liveName = async (time: string) => (await read(at(time), pullDocument, {})).name;

beforeAll(async () => {
  await db.insert(merchants).values({
    id: merchantId,
    slug: merchantId,
    name: "Shop",
    currency: "GBP",
    timezone: "Europe/London",
    createdAt: new Date("2026-01-01T00:00:00Z"),
  });
  await execute(at("2026-05-01T12:00:00Z"), publishDocument, { document: named("First") });
});

async function scheduleDraft(name: string, time: string) {
  const ctx = at("2026-05-02T12:00:00Z");
  const { revision } = await read(ctx, getDraft, {});
  const saved = await execute(ctx, saveDraft, { revision, document: named(name) });
  return execute(ctx, publishDraft, { revision: saved.revision, at: time });
}

test("a draft is scheduled by the store's own clock, and the live program stays until then", async () => {
  const { effectiveFrom } = await scheduleDraft("Summer", "2026-06-01T00:00");
  expect(effectiveFrom).toBe("2026-05-31T23:00:00.000Z");
  expect(await liveName("2026-05-31T22:59:59Z")).toBe("First");
  expect(await liveName("2026-05-31T23:00:00Z")).toBe("Summer");
});

test("a time that has passed, or is none, is refused and the draft is kept", async () => {
  const ctx = at("2026-05-03T12:00:00Z");
  const { revision } = await read(ctx, getDraft, {});
  const saved = await execute(ctx, saveDraft, { revision, document: named("Late") });
  for (const [time, reason] of [
    ["2026-05-03T12:59", "not_in_future"],
    ["2026-02-30T09:00", "not_a_time"],
  ])
    await expect(execute(ctx, publishDraft, { revision: saved.revision, at: time })).rejects.toMatchObject({
      code: "VALIDATION",
      fieldErrors: { at: reason },
    });
  expect((await read(ctx, getDraft, {})).document.name).toBe("Late");
});

test("a scheduled version can be cancelled; one in force cannot", async () => {
  await execute(at("2026-05-04T12:00:00Z"), cancelScheduledVersion, { number: 2 });
  expect(await liveName("2026-07-01T00:00:00Z")).toBe("First");
  await expect(
    execute(at("2026-05-04T12:00:00Z"), cancelScheduledVersion, { number: 1 }),
  ).rejects.toMatchObject({ code: "PRECONDITION", reason: "version_in_force" });
});

test("a cancelled version stays to be read and copied to the draft, and its number is not given again", async () => {
  const ctx = at("2026-05-04T12:00:00Z");
  expect(await read(ctx, getVersion, { number: 2 })).toMatchObject({
    state: "cancelled",
    cancelledAt: ctx.now,
    document: { name: "Summer" },
  });
  expect((await read(ctx, listVersions, {})).map(({ number, state }) => [number, state])).toEqual([
    [2, "cancelled"],
    [1, "live"],
  ]);
  const { revision } = await read(ctx, getDraft, {});
  await execute(ctx, restoreVersion, { number: 2, revision });
  expect((await read(ctx, getDraft, {})).document.name).toBe("Summer");
  const cancelled = { code: "PRECONDITION", reason: "version_cancelled" };
  for (const command of [cancelScheduledVersion, rollBack])
    await expect(execute(at("2026-07-01T12:00:00Z"), command, { number: 2 })).rejects.toMatchObject(
      cancelled,
    );
  await followStartedVersions(db, new Date("2026-05-31T23:00:30Z"));
  expect(await execute(ctx, publishDocument, { document: named("First") })).toMatchObject({ number: 3 });
});

test("rolling back publishes the older document as a new version, at once", async () => {
  await execute(at("2026-05-05T12:00:00Z"), publishDocument, { document: named("Mistake") });
  const { number } = await execute(at("2026-05-06T12:00:00Z"), rollBack, { number: 1 });
  expect(await liveName("2026-05-06T12:00:00Z")).toBe("First");
  const versions = await read(at("2026-05-06T12:00:00Z"), listVersions, {});
  expect(versions[0]).toMatchObject({ number, state: "live" });
});

/** A store of its own whose program is told by its name; the clock stands in May. */
async function calendar() {
  const store = await makeStore(database, { name: "First" });
  const ctx = store.as({ type: "system" }, new Date("2026-05-02T12:00:00Z"));
  const documentOf = async (name: string) => ({ ...(await read(ctx, pullDocument, {})), name });
  return {
    async schedule(name: string, at: string) {
      const { revision } = await read(ctx, getDraft, {});
      const saved = await execute(ctx, saveDraft, { revision, document: await documentOf(name) });
      return (await execute(ctx, publishDraft, { revision: saved.revision, at })).number;
    },
    publishNow: async (name: string) =>
      (await execute(ctx, publishDocument, { document: await documentOf(name) })).number,
    scheduled: async () => (await read(ctx, getDraft, {})).scheduled.map(({ number }) => number),
    edit: async (name: string) => {
      const { revision } = await read(ctx, getDraft, {});
      await execute(ctx, saveDraft, { revision, document: await documentOf(name) });
    },
    takenBack: async () =>
      (await read(ctx, getDraft, {})).scheduled.map(({ takesBack }) => takesBack.map(({ after }) => after)),
    cancel: (number: number) => execute(ctx, cancelScheduledVersion, { number }),
    rollBack: (number: number, at: string) => execute(ctx, rollBack, { number, at }),
    changesOf: async (number: number) =>
      (await read(ctx, getVersion, { number })).changes.flatMap(({ before, after }) => [before, after]),
    nameAt: async (time: string) => (await getVersionAt(db, store.merchantId, new Date(time)))?.document.name,
  };
}

describe("several versions in the calendar", () => {
  const june = "2026-06-01T00:00";
  const july = "2026-07-01T00:00";

  test("a version changes what was in force before it, whatever was published for other days or cancelled", async () => {
    const { schedule, changesOf, publishNow, cancel, scheduled } = await calendar();
    const summer = await schedule("Summer", june);
    const autumn = await schedule("Autumn", july);
    expect(await scheduled()).toEqual([summer, autumn]);
    const urgent = await publishNow("Urgent");
    expect(await changesOf(urgent)).toEqual(["First", "Urgent"]);
    expect(await changesOf(summer)).toEqual(["Urgent", "Summer"]);
    expect(await changesOf(autumn)).toEqual(["Summer", "Autumn"]);
    await cancel(summer);
    expect(await scheduled()).toEqual([autumn]);
    expect(await changesOf(autumn)).toEqual(["Urgent", "Autumn"]);
    expect(await changesOf(1)).toEqual([]);
  });

  test("a scheduled version tells what of the draft it takes back when it begins", async () => {
    const { schedule, edit, takenBack } = await calendar();
    await schedule("Summer", june);
    expect(await takenBack()).toEqual([[]]);
    await edit("Spring");
    expect(await takenBack()).toEqual([["Spring"]]);
    await edit("Summer");
    expect(await takenBack()).toEqual([[]]);
  });

  test("what is live now can be scheduled to come back after a scheduled version, and not before it", async () => {
    const { schedule, nameAt } = await calendar();
    await schedule("Summer", june);
    await expect(schedule("First", "2026-05-20T00:00")).rejects.toMatchObject({
      reason: "nothing_to_publish",
    });
    await schedule("First", july);
    expect(await nameAt("2026-06-15T12:00:00Z")).toBe("Summer");
    expect(await nameAt("2026-07-15T12:00:00Z")).toBe("First");
  });

  test("an older version can be scheduled to come back", async () => {
    const { schedule, rollBack, nameAt } = await calendar();
    await schedule("Summer", june);
    await rollBack(1, july);
    expect(await nameAt("2026-06-30T22:59:00Z")).toBe("Summer");
    expect(await nameAt("2026-06-30T23:00:00Z")).toBe("First");
    await expect(rollBack(1, "2026-05-01T00:00")).rejects.toMatchObject({
      fieldErrors: { at: "not_in_future" },
    });
  });
});
