import { afterAll, beforeAll, expect, test } from "vitest";
import { merchants } from "@/db/schema";
import minimal from "@/examples/programs/minimal.json";
import { newId } from "@/lib/domain/id";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { testDatabase } from "@/lib/testing/database";
import {
  cancelScheduledVersion,
  getDraft,
  listVersions,
  publishDocument,
  publishDraft,
  pullDocument,
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

test("rolling back publishes the older document as a new version, at once", async () => {
  await execute(at("2026-05-05T12:00:00Z"), publishDocument, { document: named("Mistake") });
  const { number } = await execute(at("2026-05-06T12:00:00Z"), rollBack, { number: 1 });
  expect(await liveName("2026-05-06T12:00:00Z")).toBe("First");
  const versions = await read(at("2026-05-06T12:00:00Z"), listVersions, {});
  expect(versions[0]).toMatchObject({ number, state: "live" });
});
