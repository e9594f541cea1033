import { and, eq } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { products, wallets } from "@/db/schema";
import { recordOrders } from "@/lib/features/orders";
import { execute } from "@/lib/platform/command";
import { testDatabase } from "@/lib/testing/database";
import { importFile } from "@/lib/testing/import-store";
import { makeStore, minutesLater, NOON } from "@/lib/testing/loyalty-store";
import { runImport } from ".";

const database = await testDatabase();
afterAll(database.drop);

const header = "product_id,sku,title,category,price,margin,image,lifetime_days";

it("products come in by file, a lower price pays back what was ordered before, and an empty cell erases nothing", async () => {
  const store = await makeStore(database, { priceDrop: { days: 30 } });
  const at = (minutes: number) => store.as({ type: "system" }, minutesLater(minutes));
  const run = (minutes: number, rows: string) =>
    runImport(at(minutes), { kind: "products", files: [importFile(`${header}\n${rows}`)] });
  const first = await run(0, "p1,MUG,Mug,Kitchen,10.00,0.4,,365\np2,CUP,Cup,,8,1.4,,\n");
  expect(first.report).toMatchObject({ created: 1, rejected: 1 });
  expect(first.errors).toMatchObject([{ line: 3, column: "margin", reason: "out_of_range" }]);

  const lines = [{ lineId: "1", sku: "MUG", quantity: 1, unitPriceMicro: "10000000" }];
  const order = { externalId: "o", customerExternalId: "ann", placedAt: NOON, totalMinor: "1000", lines };
  await execute(at(1), recordOrders, { facts: [{ kind: "order", order }] });
  expect((await run(2, "p1,,,,7.50,,,\n")).report).toMatchObject({ updated: 1 });

  const [mug] = await database.owner.select().from(products).where(eq(products.merchantId, store.merchantId));
  expect(mug).toMatchObject({
    sku: "MUG",
    title: "Mug",
    priceMinor: 750n,
    marginBps: 4000,
    lifetimeDays: 365,
  });
  const [credit] = await database.owner
    .select({ available: wallets.available })
    .from(wallets)
    .where(and(eq(wallets.merchantId, store.merchantId), eq(wallets.asset, "credit")));
  expect(credit?.available).toBe(250n);
});
