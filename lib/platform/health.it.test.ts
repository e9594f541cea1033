import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { database } from "@/db/client";
import { testDatabase } from "@/lib/testing/database";
import { checkReadiness } from "./health";

const fixture = await testDatabase();
beforeAll(() => {
  vi.stubEnv("DATABASE_URL", fixture.url);
  vi.stubEnv("APP_URL", "http://localhost:3000");
  vi.stubEnv("APP_SECRET", "a secret that is long enough to be one");
  vi.stubEnv("LOG_LEVEL", "silent");
});
afterAll(async () => {
  await database().end();
  await fixture.drop();
});

test("a migrated database is ready, one that lacks a migration or is gone is not", async () => {
  expect(await checkReadiness()).toBe("ready");
  await fixture.owner.execute(
    "delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)",
  );
  expect(await checkReadiness()).toBe("migrations_pending");
  await database().end();
  expect(await checkReadiness()).toBe("database_unreachable");
});
