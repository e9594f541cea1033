import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customers, orders } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { KpiKey } from "@/lib/domain/kpi";
import { parseAmount } from "@/lib/domain/money";
import { parseInstant } from "@/lib/domain/time";
import { metrics } from "@/lib/features/analytics";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { testStore } from "@/lib/testing/fact-store";

const folder = process.env.REGULARS_TEST_DATA;
const zone = "America/New_York";

describe.skipIf(!folder)("figures of the CDNOW sample", () => {
  let database: TestDatabase;
  let store: Awaited<ReturnType<typeof testStore>>;
  beforeAll(async () => {
    database = await testDatabase();
    store = await testStore(database.owner, { timezone: zone, currency: "USD" });
    const at = new Date("1998-07-01T00:00:00Z");
    const base = { merchantId: store.merchantId, recordedAt: at, contentHash: "", status: "paid" as const };
    const [, ...lines] = readFileSync(join(folder ?? "", "cdnow_sample.csv"), "utf8")
      .trim()
      .split("\n");
    const rows = lines.map((line) => line.split(","));
    const ids = new Map(rows.map(([, customer = ""]) => [customer, newId()]));
    const people = [...ids].map(([externalId, id]) => ({
      merchantId: store.merchantId,
      id,
      externalId,
      createdAt: at,
    }));
    await database.owner.insert(customers).values(people);
    const facts = rows.map(([externalId = "", customer = "", placed = "", , total = ""]) => {
      const amount = parseAmount(total, "USD");
      const placedAt = parseInstant(placed, zone);
      if (!amount.ok || !placedAt) throw new Error(`cannot read order ${externalId}`);
      return {
        ...base,
        id: newId(),
        externalId,
        customerId: ids.get(customer) ?? null,
        placedAt,
        totalMinor: amount.minor,
      };
    });
    for (let i = 0; i < facts.length; i += 1000)
      await database.owner.insert(orders).values(facts.slice(i, i + 1000));
  });
  afterAll(() => database.drop());

  const whole = { from: "1997-01-01", to: "1998-07-01" };

  it.each<[KpiKey, number, number]>([
    ["customers", 2357, 1],
    ["gross_revenue", 24_409_194, 1],
    ["aov", 24_409_194, 6919],
    ["purchase_frequency", 6919, 2357],
    ["repeat_purchase_rate", 1152, 2357],
  ])("%s is %d ÷ %d", async (kpi, numerator, denominator) => {
    const answer = await metrics(store.ctx(database.db), { kpi, ...whole });
    expect(answer).toMatchObject({ numerator, denominator, value: numerator / denominator });
  });

  it("retention (base) of the first half of 1998 is 515 ÷ 2,357", async () => {
    const answer = await metrics(store.ctx(database.db), {
      kpi: "retention_rate_base",
      from: "1998-01-01",
      to: "1998-07-01",
    });
    expect(answer).toMatchObject({ numerator: 515, denominator: 2357 });
  });

  it("simple CLV is 35.2785 × 1.9624 × 3 = 207.69", async () => {
    const answer = await metrics(store.ctx(database.db), { kpi: "clv_simple", ...whole });
    expect(answer.value).toBeCloseTo(20_768.99, 1);
    expect(answer).toMatchObject({ unit: "money", currency: "USD" });
  });
});
