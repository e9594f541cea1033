import { afterAll, expect, it } from "vitest";
import { newId } from "@/lib/domain/id";
import { runImport } from "@/lib/features/imports";
import { testDatabase } from "@/lib/testing/database";
import { importFile, importStore } from "@/lib/testing/import-store";
import { showCustomer } from "./commands/customers";

const database = await testDatabase();
afterAll(database.drop);

it("a customer is shown with the balances of every asset, and with the lots of points", async () => {
  const store = await importStore(database, { currency: "GBP", timezone: "Europe/London" });
  const ctx = { ...store, now: new Date("2026-03-10T12:00:00Z") };
  const rows = `customer_id,asset,amount,occurred_at,expires_at
c1,points,120,2026-02-01,2026-06-30
c1,points,-20,2026-02-02,
c1,credit,5.50,2026-02-01,
c1,stamps:coffee,3,2026-02-01,2026-04-30
c2,credit,1,2026-02-01,`;
  const { report } = await runImport(ctx, { kind: "points", files: [importFile(rows)] });
  const none = { pending: 0, expiring: [] };
  expect(await showCustomer(ctx, "c1")).toEqual({
    external_id: "c1",
    balances: {
      points: { available: 100, pending: 0, expiring: [{ amount: 100, on: "2026-06-30" }] },
      credit: { ...none, available: 550 },
      "stamps:coffee": { available: 3, pending: 0, expiring: [{ amount: 3, on: "2026-04-30" }] },
    },
    tier: null,
    lots: [
      {
        ...{ amount: 120, remaining: 100, available_from: new Date("2026-02-01T00:00:00Z") },
        ...{ expires_on: "2026-06-30", source: `import:${report.batch}` },
      },
    ],
  });
  expect((await showCustomer(ctx, "c2")).balances).toEqual({
    points: { ...none, available: 0 },
    credit: { ...none, available: 100 },
  });
  await expect(showCustomer(ctx, newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
});
