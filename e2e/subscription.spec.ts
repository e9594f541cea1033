import type { Browser, BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { sidewaysScroll } from "./support/accessibility";
import { dayAhead, runDays } from "./support/cli";
import { enterRewards, expectAudited, figure, openCustomer, publishDraft } from "./support/pages";
import { hosted, staff } from "./support/store";
import { expect, test } from "./support/test";

// One story on the demo store: each part goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

const email = "wim.weekly@example.com";
const plan = "Weekly tea";
const contexts: BrowserContext[] = [];
let subscriber: Page;
let customerPath: string;

test.beforeAll(async ({ browser }) => {
  subscriber = await visit(browser);
});
test.afterAll(() => Promise.all(contexts.map((context) => context.close())));

async function visit(browser: Browser, options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  contexts.push(context);
  return context.newPage();
}

/** Records a subscription that begins today for the customer whose page is open. */
async function takeSubscription(support: Page) {
  await support.goto(`${customerPath}/subscriptions`);
  await support.getByRole("button", { name: "Record subscription" }).click();
  const dialog = support.getByRole("dialog", { name: "Record a subscription" });
  await dialog.getByLabel("Plan").selectOption(plan);
  await dialog.getByRole("button", { name: "Record subscription" }).click();
  await expect(support.getByText("The subscription is recorded")).toBeVisible();
}

/** Presses a button of the member's subscription and the one that it asks with. */
async function change(page: Page, act: "Pause" | "Resume" | "End") {
  const running = page.getByRole("article").first();
  await running
    .locator("summary")
    .filter({ hasText: new RegExp(`${act} `) })
    .click();
  await running.getByRole("button", { name: `${act} ${plan}` }).click();
}

test("the marketer sees what a plan gives in a year; once published it is on the rewards page", async ({
  as,
  page,
}) => {
  const marketer = await as("marketer");
  await marketer.goto(staff("program/perks/new"));
  for (const language of ["English", "Japanese", "Russian"])
    await marketer.getByLabel(`Name in ${language}`).fill(plan);
  await marketer.getByLabel("Comes every").fill("1");
  await marketer.getByLabel("Unit of time").selectOption("weeks");
  await marketer.getByLabel("Off each delivery").fill("20");
  await marketer.getByLabel("Points at each renewal").fill("40");
  await marketer.getByRole("button", { name: "Add gift" }).click();
  await marketer.getByLabel("At renewal").fill("3");
  await marketer.getByLabel("Reward", { exact: true }).selectOption("Travel candle");
  await expect(marketer.getByText("3rd renewal: Travel candle")).toBeVisible();
  await expect(marketer.getByText(/^In a year: 5\d renewals, 2,\d+ points for renewals\.$/)).toBeVisible();
  await marketer.getByRole("button", { name: "Save to draft" }).click();
  await expect(marketer.getByRole("row", { name: new RegExp(plan) })).toContainText("every week");

  await page.goto(hosted("/subscription"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(plan)).toHaveCount(0);
  expect(await publishDraft(marketer)).toContain(plan);
  await page.reload();
  await expect(page.getByText(plan)).toBeVisible();
  await expect(page.getByText("20% off each delivery")).toBeVisible();
  await expect(page.getByText("Travel candle with your 3rd renewal").first()).toBeVisible();
});

test("support records a subscription, and the member sees the plan and when it renews", async ({ as }) => {
  const [owner, support] = [await as("owner"), await as("support")];
  await enterRewards(subscriber, owner, email);
  customerPath = await openCustomer(support, email);
  await takeSubscription(support);
  await support.goto(`${staff("subscriptions")}?${new URLSearchParams({ q: email })}`);
  await expect(support.getByRole("row").filter({ hasText: email })).toContainText("Active");
  await subscriber.goto(hosted("/subscription"));
  const article = subscriber.getByRole("article");
  await expect(article).toContainText(plan);
  await expect(article).toContainText("Renews on");
  await expect(article).toContainText("40 points at each renewal");
  await expect(article.getByRole("progressbar")).toHaveAccessibleName(/Travel candle with your 3rd renewal/);
  await expectAudited(owner, { action: "subscription.create" }, "Sam Doyle");
});

test("three renewals give points each and the gift with the third, once however often the day is run", async ({
  as,
}) => {
  const support = await as("support");
  const renewals = support.getByRole("row").filter({ hasText: "Perk" });
  for (const [weeks, points] of [
    [1, 140],
    [2, 180],
  ] as const) {
    expect(runDays(dayAhead(7 * weeks)).subscriptionsRenewed).toBeGreaterThan(0);
    await support.goto(`${customerPath}/ledger`);
    await expect(renewals).toHaveCount(weeks);
    expect(await figure(support, "Available points")).toBe(points);
  }
  await expect(renewals.filter({ hasText: "Travel candle" })).toHaveCount(0);
  expect(runDays(dayAhead(14)).subscriptionsRenewed).toBe(0);

  runDays(dayAhead(21));
  await support.goto(`${customerPath}/ledger`);
  await expect(renewals).toHaveCount(4);
  await expect(renewals.filter({ hasText: "+40" })).toHaveCount(3);
  await expect(renewals.filter({ hasText: "Travel candle" })).toHaveCount(1);
  expect(await figure(support, "Available points")).toBe(220);
  await support.goto(`${customerPath}/rewards`);
  await expect(support.getByRole("row").filter({ hasText: "Travel candle" })).toContainText("Open");

  await subscriber.goto(hosted("/subscription"));
  await subscriber.getByText("Past renewals").click();
  await expect(subscriber.getByRole("listitem").filter({ hasText: "3rd renewal" }).last()).toContainText(
    "40 points, Travel candle",
  );
});

test("the member pauses, resumes and ends the subscription, and staff sees it", async ({ as }) => {
  const support = await as("support");
  const list = `${staff("subscriptions")}?${new URLSearchParams({ q: email })}`;
  const article = subscriber.getByRole("article").first();
  const row = support.getByRole("row").filter({ hasText: email });
  await subscriber.goto(hosted("/subscription"));
  await change(subscriber, "Pause");
  await expect(article).toContainText("Paused on");
  await support.goto(list);
  await expect(row).toContainText("Paused");
  await change(subscriber, "Resume");
  await expect(article).toContainText("Renews on");
  await change(subscriber, "End");
  await expect(article).toContainText("Ended on");
  await support.goto(list);
  await expect(row).toContainText("Cancelled");
  await expect(row.getByRole("button")).toHaveCount(0);
  await expectAudited(await as("owner"), { action: "subscription.cancel" }, "A customer");
});

test("without script, on a phone, the member pauses, resumes and ends a subscription", async ({
  as,
  browser,
}) => {
  const support = await as("support");
  await takeSubscription(support);
  const page = await visit(browser, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await enterRewards(page, await as("owner"), email);
  await page.goto(hosted("/subscription"));
  const article = page.getByRole("article").first();
  expect(await sidewaysScroll(page)).toBe(0);
  await change(page, "Pause");
  await expect(article).toContainText("Paused on");
  expect(await sidewaysScroll(page)).toBe(0);
  await change(page, "Resume");
  await expect(article).toContainText("Renews on");
  await change(page, "End");
  await expect(page.getByText("Ended on").first()).toBeVisible();
  await expect(page.getByText("Renews on")).toHaveCount(0);
  expect(await sidewaysScroll(page)).toBe(0);
});
