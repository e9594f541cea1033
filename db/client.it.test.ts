import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";

const database = await testDatabase();
afterAll(database.drop);

test("200 transactions whose backend dies in the middle, under load: each rejects, and nothing else is harmed", async () => {
  await database.owner.execute(sql`create table kill_probe (id text, part int)`);
  await database.owner.execute(sql`grant select, insert on kill_probe to public`);
  const load = promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "lib/testing/backend-kill-load.ts"],
    {
      env: { ...process.env, DATABASE_URL: database.url },
      timeout: 120_000,
    },
  );
  // Rejects, with what it printed, when the process ends by itself: an uncaught error of the driver's does that.
  const seen = JSON.parse((await load).stdout);

  expect(seen).toMatchObject({
    rejected: 200,
    resolved: 0,
    hung: 0,
    halfWritten: 0,
    lost: 0,
    usable: 16,
    ended: "resolved",
  });
  expect(seen.loadOk).toBeGreaterThan(200);
  expect(seen.loadFailed).toBe(0);
}, 150_000);
