import type { BrowserContext, Page } from "@playwright/test";
import { dayAhead, metric } from "./support/cli";
import {
  enterRewards,
  expectAudited,
  figure,
  numberIn,
  openCustomer,
  publishDraft,
  recordOrder,
} from "./support/pages";
import { staff } from "./support/store";
import { expect, test } from "./support/test";

// One story on the demo store: each part goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

const name = "Irish or generous";
const sentence = "Customers who live in Ireland or spent at least £300.00";
const days = 365;
const people = { inside: "orla.inside@example.com", outside: "oscar.outside@example.com" };
let visitors: BrowserContext[] = [];
let key: string;
let size: number;

test.afterAll(() => Promise.all(visitors.map((context) => context.close())));

/** How many the panel beside the builder says are in, once it has counted. */
async function liveSize(page: Page): Promise<number> {
  const counted = page.getByRole("status").filter({ hasText: /of [\d,]+ customers/ });
  await expect(counted).toHaveAttribute("aria-busy", "false");
  return numberIn(await counted.textContent());
}

async function countOfCustomers(page: Page): Promise<number> {
  return numberIn(
    await page
      .getByRole("status")
      .filter({ hasText: /customers?$/ })
      .textContent(),
  );
}

test("the builder tells who is in, as a sentence and as a number, while conditions are chosen", async ({
  as,
}) => {
  const marketer = await as("marketer");
  await marketer.goto(staff("segments/new"));
  await expect(marketer.getByText("Customers who ordered at least once")).toBeVisible();
  const ordered = await liveSize(marketer);

  const first = marketer.getByRole("group", { name: "Condition 1" });
  await first.getByLabel("What").selectOption("Country");
  await expect(marketer.getByText("Complete every line to see who is in.")).toBeVisible();
  await expect(marketer.getByRole("button", { name: "Save segment" })).toBeDisabled();
  await first.getByRole("button", { name: "Country: Choose…" }).click();
  await marketer.getByRole("dialog", { name: "Country" }).getByLabel("Ireland").check();
  await marketer.keyboard.press("Escape");
  await expect(marketer.getByText("Customers who live in Ireland", { exact: true })).toBeVisible();
  const irish = await liveSize(marketer);
  expect(irish).toBeGreaterThan(0);
  expect(irish).toBeLessThan(ordered);

  await marketer.getByRole("button", { name: "Add condition" }).click();
  const second = marketer.getByRole("group", { name: "Condition 2" });
  await second.getByLabel("What").selectOption("Money spent");
  await second.getByLabel("Amount").fill("300");
  await marketer.getByLabel("How many of the lines below must fit").selectOption("any of these");
  await expect(marketer.getByText(sentence, { exact: true })).toBeVisible();
  await expect.poll(() => liveSize(marketer)).toBeGreaterThan(irish);
  size = await liveSize(marketer);
  expect(size).toBeLessThan(ordered);

  await marketer.getByLabel("Name", { exact: true }).fill(name);
  await marketer.getByRole("button", { name: "Save segment" }).click();
  await expect(marketer.getByRole("heading", { level: 1, name })).toBeVisible();
  key = new URL(marketer.url()).pathname.split("/").at(-1) ?? "";
  await marketer.goto(staff("segments"));
  const row = marketer.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText(sentence);
  await expect(row.getByRole("cell", { name: size.toLocaleString("en"), exact: true })).toBeVisible();
  await expectAudited(await as("owner"), { action: "segment.saved", subjectId: key }, "Maya Brook");
});

test("the customer list and all four figures can be narrowed to it, and say what the command line says", async ({
  as,
}) => {
  const marketer = await as("marketer");
  await marketer.goto(staff("customers"));
  const everyone = await countOfCustomers(marketer);
  await marketer.getByLabel("Segment").selectOption(name);
  await expect(marketer).toHaveURL(new RegExp(`segment=${key}`));
  await expect.poll(() => countOfCustomers(marketer)).toBe(size);
  expect(size).toBeLessThan(everyone);

  const range = new URLSearchParams({ range: "custom", from: dayAhead(1 - days), to: dayAhead(0) });
  for (const [page, tile, kpi, scale, digits] of [
    ["nps", "NPS", "nps", 1, 1],
    ["clv", "CLV, simple", "clv_simple", 0.01, 1],
    ["engagement", "Engagement: used", "aer_used", 100, 1],
    ["roi", "ROI, attributed", "roi_attributed", 100, 0],
  ] as const) {
    await marketer.goto(`${staff(`analytics/${page}`)}?${range}`);
    const all = await figure(marketer, tile);
    await marketer.getByLabel("Customers", { exact: true }).selectOption(name);
    await expect(marketer.getByText(`${name}: ${sentence}.`)).toBeVisible();
    await expect.poll(() => figure(marketer, tile), page).not.toBe(all);
    expect(await figure(marketer, tile), page).toBeCloseTo(metric(kpi, days, key) * scale, digits);
  }
});

test("a rule for the segment doubles the points of who is in, and the ledger of who is not knows nothing of it", async ({
  as,
  browser,
}) => {
  const [marketer, support, owner] = [await as("marketer"), await as("support"), await as("owner")];
  await marketer.goto(staff("program/earning/new"));
  for (const language of ["English", "Japanese", "Russian"])
    await marketer.getByLabel(`Name in ${language}`).fill("Double for some");
  await marketer.getByLabel("What is earned").selectOption("A multiple of the base points");
  await expect(marketer.getByLabel("Multiplier of the base points")).toHaveValue("2");
  await marketer.getByText("For whom", { exact: true }).click();
  await marketer.getByRole("checkbox", { name, exact: true }).check();
  await marketer.getByRole("button", { name: "Save to draft" }).click();
  await expect(marketer.getByRole("row", { name: /^Double for some/ })).toContainText(name);
  expect(await publishDraft(marketer)).toContain("Double for some");

  for (const email of Object.values(people)) {
    const context = await browser.newContext();
    visitors = [...visitors, context];
    await enterRewards(await context.newPage(), owner, email);
  }
  const insidePath = await openCustomer(support, people.inside);
  await support.getByRole("button", { name: "Edit" }).click();
  await support.getByRole("dialog").getByLabel("Country").fill("IE");
  await support.getByRole("button", { name: "Save profile" }).click();
  await expect(support.getByText("The profile was saved")).toBeVisible();
  await recordOrder(support, "SEG-1", "20");
  await expect(support.getByText("Recorded; earned: 80 points")).toBeVisible();
  const outsidePath = await openCustomer(support, people.outside);
  await recordOrder(support, "SEG-2", "20");
  await expect(support.getByText("Recorded; earned: 40 points")).toBeVisible();

  await support.goto(`${insidePath}/ledger`);
  const rows = support.getByRole("row").filter({ hasText: "SEG-" });
  await expect(rows).toHaveCount(2);
  const doubled = rows.filter({ hasText: `Double for some · because in segment ${name}` });
  await expect(doubled).toContainText("2 times the base award of 40 adds 40");
  await expect(doubled).toContainText("+40");
  await support.goto(`${outsidePath}/ledger`);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("+40");
  await expect(rows).not.toContainText("segment");
});

test("a segment that the program names cannot be deleted, and says where it is used", async ({ as }) => {
  const marketer = await as("marketer");
  await marketer.goto(staff(`segments/${key}`));
  await expect(marketer.getByRole("link", { name: "Way to earn: Double for some" })).toBeVisible();
  await marketer.getByRole("button", { name: "Delete segment" }).click();
  const told = marketer.getByRole("dialog", { name: `“${name}” is in use` });
  await expect(told).toContainText("Way to earn: Double for some");
  await expect(told.getByRole("button", { name: `Delete “${name}”` })).toHaveCount(0);
  await marketer.goto(staff("segments"));
  await expect(marketer.getByRole("row").filter({ hasText: name })).toBeVisible();
});
