import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { startJobs } from "./worker";

let database: TestDatabase;
beforeAll(async () => {
  vi.stubEnv("LOG_LEVEL", "silent");
  vi.stubEnv("DATABASE_URL", "postgres://unused");
  vi.stubEnv("APP_URL", "http://localhost");
  vi.stubEnv("APP_SECRET", "x".repeat(32));
  database = await testDatabase();
});
afterAll(() => database.drop());

it("as the runtime role a job runs once when several workers start, and one that throws does not end them", async () => {
  let runs = 0;
  let atOnce = 0;
  async function run() {
    runs += 1;
    atOnce += 1;
    expect(atOnce).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    atOnce -= 1;
    throw new Error("a bad day");
  }
  const workers = await Promise.all(
    [1, 2, 3].map(() => startJobs(database.url, [{ queue: "day.run", cron: "0 0 1 1 *", run }])),
  );
  await vi.waitFor(() => expect(runs).toBeGreaterThan(0), { timeout: 20_000, interval: 50 });
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(atOnce).toBe(0);
});
