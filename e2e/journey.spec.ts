import type { BrowserContext, Page } from "@playwright/test";
import { codeFromOutbox, expectAudited, figure, numberIn, tile } from "./support/pages";
import { hosted, staff } from "./support/store";
import { expect, test } from "./support/test";

// One story on the demo store: each part goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

const email = "nora.lind@example.com";
const orderId = "PHONE-1001";
let visitor: BrowserContext;
let shopper: Page;
let customerPath: string;

test.beforeAll(async ({ browser }) => {
  visitor = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  shopper = await visitor.newPage();
});
test.afterAll(() => visitor.close());

const customerId = () => customerPath.split("/").at(-1) ?? "";
const ledgerRows = (page: Page, what: RegExp) => page.getByRole("row").filter({ hasText: what });

/** The customer as support finds them: by e-mail, from the look-up page. */
async function lookUp(page: Page) {
  await page.goto(staff("customers"));
  await page.getByRole("searchbox").fill(email);
  await page.getByRole("link", { name: email }).click();
  await expect(page.getByRole("heading", { level: 1, name: email })).toBeVisible();
}

async function adjust(page: Page, { remove = false, amount }: { remove?: boolean; amount: number }) {
  await page.getByRole("button", { name: "Adjust points" }).click();
  const dialog = page.getByRole("dialog", { name: "Adjust points" });
  if (remove) await dialog.getByRole("radio", { name: "Remove points" }).check();
  await dialog.getByLabel("Points", { exact: true }).fill(String(amount));
  await dialog.getByLabel("Note").fill("Asked on the phone");
  return { dialog, submit: dialog.getByRole("button", { name: /^(Add|Remove) [\d,]+ points$/ }) };
}

test("the marketer's changes to a tier and a reward stay in the draft until they are published", async ({
  as,
}) => {
  const marketer = await as("marketer");
  await marketer.goto(staff("program/tiers"));
  const leaf = marketer
    .getByRole("listitem")
    .filter({ has: marketer.getByRole("heading", { name: "Leaf", exact: true }) });
  await leaf.getByLabel("Name in English").fill("Clover");
  await marketer
    .getByRole("listitem")
    .filter({ has: marketer.getByRole("heading", { name: "Clover", exact: true }) })
    .getByLabel("Reached at")
    .fill("120");
  await marketer.getByRole("button", { name: "Save to draft" }).click();
  await expect(marketer.getByText("Saved to the draft")).toBeVisible();

  await marketer.goto(staff("program/rewards"));
  await marketer.getByRole("link", { name: "£5 off", exact: true }).click();
  await marketer.getByLabel("Price in points").fill("200");
  await marketer.getByRole("button", { name: "Save to draft" }).click();
  await expect(marketer.getByRole("row", { name: /^£5 off/ })).toContainText("200 points");

  await shopper.goto(hosted());
  await expect(shopper.getByRole("heading", { name: "Join and get 100 points" })).toBeVisible();
  await expect(shopper.getByRole("listitem").filter({ hasText: "£5 off" })).toContainText("250 points");
  await expect(shopper.getByText("Clover")).toHaveCount(0);
});

test("what a rule or a reward is can be chosen after its name", async ({ as }) => {
  const marketer = await as("marketer");
  for (const [list, select, option, field] of [
    ["earning", "What is earned", "A multiple of the base points", "Multiplier of the base points"],
    ["rewards", "Kind", "Percent off", "Percent off the order"],
  ] as const) {
    await marketer.goto(staff(`program/${list}/new`));
    await marketer.getByLabel("Name in English").fill("Chosen late");
    await marketer.getByLabel(select, { exact: true }).selectOption(option);
    await expect(marketer.getByLabel(field)).toBeVisible();
    await expect(marketer.getByLabel(select, { exact: true }).locator("option:checked")).toHaveText(option);
  }
});

test("publishing shows what changes, takes effect at once, and is audited", async ({ as }) => {
  const marketer = await as("marketer");
  await marketer.goto(staff("home"));
  await marketer.getByRole("link", { name: /^Draft: \d+ changes? · Review$/ }).click();
  const changes = marketer.getByRole("table", { name: "What changes" });
  const threshold = changes.getByRole("row").filter({ hasText: "Reached at" }).filter({ hasText: "£150.00" });
  await expect(threshold).toContainText("£120.00");
  await expect(changes.getByRole("row").filter({ hasText: "£5 off" })).toContainText("200");
  await marketer.getByLabel("Note for the list of versions").fill("Clover from £120");
  await marketer.getByRole("button", { name: "Publish now" }).click();
  await marketer.getByRole("button", { name: "Publish the program" }).click();
  const done = marketer.getByText(/^Version \d+ is live\./);
  await expect(done).toBeVisible();
  const version = numberIn(await done.textContent());

  await shopper.reload();
  await expect(shopper.getByRole("listitem").filter({ hasText: "£5 off" })).toContainText("200 points");
  await expect(shopper.getByText("Clover").first()).toBeVisible();
  const subject = { action: "program.publish", subjectId: String(version) };
  await expectAudited(await as("owner"), subject, "Maya Brook");
});

test("a new customer joins with the code from the mail and has the welcome points and the first tier", async ({
  as,
}) => {
  await shopper.getByLabel("E-mail", { exact: true }).fill(email);
  await shopper.getByRole("button", { name: "Continue" }).click();
  await expect(shopper.getByLabel("Code from the mail")).toBeVisible();
  const code = await codeFromOutbox(await as("owner"), email);
  await shopper.getByLabel("Code from the mail").fill(code);
  await shopper.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(shopper.getByText("Welcome. You are a member of Juniper Lane rewards now.")).toBeVisible();
  const card = shopper.getByRole("region", { name: "My card" });
  await expect(card).toContainText(/Available\s*100\s*points/);
  await expect(card).toContainText("Seedling");
});

test("an order recorded by hand moves points, at once and pending, and tier, and is audited", async ({
  as,
}) => {
  const support = await as("support");
  await lookUp(support);
  customerPath = new URL(support.url()).pathname;
  await expect(tile(support, "Available points")).toContainText("100");
  await support.getByRole("button", { name: "Record order" }).click();
  const dialog = support.getByRole("dialog", { name: "Record an order" });
  await dialog.getByLabel("Order id").fill(orderId);
  await dialog.getByLabel(/^Total paid/).fill("130");
  await dialog.getByRole("button", { name: "Record order" }).click();
  await expect(support.getByText("Recorded; earned: 260 points, 150 points pending")).toBeVisible();
  await expect.poll(() => figure(support, "Available points")).toBe(360);
  await expect(support.getByRole("heading", { level: 1 })).toContainText("Clover");

  await shopper.goto(hosted());
  const card = shopper.getByRole("region", { name: "My card" });
  await expect(card).toContainText(/Available\s*360\s*points/);
  await expect(card).toContainText(/Pending\s*150/);
  await expect(card).toContainText("Clover");
  await expectAudited(await as("owner"), { action: "order.record", subjectId: orderId }, "Sam Doyle");
});

test("the customer takes a reward and gets a code that can be copied", async ({ as }) => {
  await shopper.goto(hosted("/rewards"));
  const offer = shopper.getByRole("listitem").filter({ hasText: "£5 off" });
  const use = shopper.getByRole("button", { name: "Use 200 points for £5 off" });
  await expect(use).toBeHidden();
  await expect(offer.getByText("Not now")).toBeHidden();
  await offer.locator("summary").click();
  await expect(offer).toContainText("Use 200 points for £5 off? You will have 160 points left.");
  await use.click();
  await expect(shopper.getByRole("heading", { name: "Your code for £5 off" })).toBeVisible();
  await expect(shopper.getByText("You have 160 points left.")).toBeVisible();
  await shopper.getByRole("button", { name: "Copy code" }).click();
  await expect(shopper.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await shopper.evaluate(() => navigator.clipboard.readText());
  expect(copied).not.toBe("");
  await expect(shopper.getByText(copied, { exact: true })).toBeVisible();

  // As on a page that came by plain http.
  await shopper.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await shopper.getByRole("button", { name: "Copy code" }).click();
  await expect(shopper.getByText("The code is selected: copy it from there.")).toBeVisible();
  expect(await shopper.evaluate(() => getSelection()?.toString().trim())).toBe(copied);

  const support = await as("support");
  await support.goto(`${customerPath}/rewards`);
  await expect(support.getByRole("row").filter({ hasText: copied })).toContainText("Open");
  await expect.poll(() => figure(support, "Available points")).toBe(160);
  await expectAudited(await as("owner"), { action: "reward.redeem", subjectId: customerId() }, "A customer");
});

test("one answer of 0 by the link of a survey is one detractor more, and the NPS falls", async ({ as }) => {
  const marketer = await as("marketer");
  const groups = marketer.getByText(/promoters, .* passives, .* detractors\./);
  const readGroups = async () => ((await groups.textContent()) ?? "").match(/\d[\d,]*/g)?.map(numberIn) ?? [];
  await marketer.goto(staff("analytics/nps"));
  const [promoters = 0, passives = 0, detractors = 0] = await readGroups();
  const answers = promoters + passives + detractors;
  const score = (less: number, of: number) => Math.round((1000 * (promoters - less)) / of) / 10;
  await expect.poll(() => figure(marketer, "NPS")).toBe(score(detractors, answers));

  await marketer.goto(staff("surveys"));
  await marketer.getByRole("link", { name: "After an order" }).click();
  await marketer.getByLabel("Customer").fill(email);
  await marketer.getByRole("button", { name: "Make link" }).click();
  const link = marketer.getByRole("status").getByRole("link");
  await shopper.goto((await link.getAttribute("href")) ?? "");
  await shopper.getByRole("radio", { name: "0 of 10", exact: true }).check();
  await shopper.getByLabel(/main reason/).fill("The parcel came late");
  await shopper.getByRole("button", { name: "Send" }).click();
  await expect(shopper.getByText("Thank you for being frank.")).toBeVisible();
  await expect(shopper.getByText("Juniper Lane", { exact: true })).toBeVisible();
  await shopper.getByRole("link", { name: "To the rewards page" }).click();
  await expect(shopper.getByRole("region", { name: "My card" })).toBeVisible();

  await marketer.goto(staff("analytics/nps"));
  expect(await readGroups()).toEqual([promoters, passives, detractors + 1]);
  await expect.poll(() => figure(marketer, "NPS")).toBe(score(detractors + 1, answers + 1));
  await expect(marketer.getByText("The parcel came late")).toBeVisible();
});

test("a cost that is entered raises the program's cost by as much and lowers the ROI", async ({ as }) => {
  const marketer = await as("marketer");
  await marketer.goto(staff("analytics/roi"));
  const [cost, roi] = [await figure(marketer, "Program cost"), await figure(marketer, "ROI, attributed")];
  await marketer.getByRole("link", { name: "Costs and margin" }).click();
  await marketer.getByRole("button", { name: "Add cost" }).click();
  const dialog = marketer.getByRole("dialog", { name: "Add a cost" });
  await dialog.getByLabel("Kind").selectOption("Design");
  await dialog.getByLabel("Amount").fill("1000");
  await dialog.getByLabel("Note").fill("New leaflet");
  await dialog.getByRole("button", { name: "Save cost" }).click();
  await expect(marketer.getByRole("row").filter({ hasText: "New leaflet" })).toContainText("£1,000.00");

  await marketer.goto(staff("analytics/roi"));
  await expect.poll(() => figure(marketer, "Program cost")).toBeCloseTo(cost + 1000, 2);
  await expect.poll(() => figure(marketer, "ROI, attributed")).toBeLessThan(roi);
  await expectAudited(await as("owner"), { action: "cost.recorded" }, "Maya Brook", "New leaflet");
});

test("a double click on an adjustment posts it once", async ({ as }) => {
  const support = await as("support");
  await support.goto(customerPath);
  const { submit } = await adjust(support, { amount: 50 });
  await submit.dblclick();
  await expect(support.getByText("The balance was adjusted")).toBeVisible();
  await support.goto(`${customerPath}/ledger`);
  await expect(ledgerRows(support, /Adjusted/)).toHaveCount(1);
  await expect.poll(() => figure(support, "Available points")).toBe(210);
  await expectAudited(await as("owner"), { action: "points.adjust", subjectId: customerId() }, "Sam Doyle");
});

test("an adjustment below zero is refused with its reason, by the form and by the server", async ({ as }) => {
  const [support, colleague] = [await as("support"), await as("support")];
  await support.goto(customerPath);
  const early = await adjust(support, { remove: true, amount: 211 });
  await expect(early.submit).toBeDisabled();
  await expect(early.dialog).toContainText("Only 210 points are available. Remove 210 or fewer.");

  await early.dialog.getByLabel("Points", { exact: true }).fill("210");
  await colleague.goto(customerPath);
  const other = await adjust(colleague, { remove: true, amount: 10 });
  await other.submit.click();
  await expect(colleague.getByText("The balance was adjusted")).toBeVisible();
  await early.submit.click();
  await expect(early.dialog.getByRole("alert")).toContainText(
    "Only 200 points are there, and 210 are needed.",
  );
  await support.reload();
  await expect.poll(() => figure(support, "Available points")).toBe(200);
  const subject = { action: "points.adjust", subjectId: customerId(), count: 2 };
  await expectAudited(await as("owner"), subject, "Sam Doyle");
});

test("a reversal takes one transaction back, once, and is audited", async ({ as }) => {
  const support = await as("support");
  await support.goto(`${customerPath}/ledger`);
  const added = ledgerRows(support, /Adjusted/).filter({ hasText: "+50" });
  await added.getByRole("button", { name: "Reverse", exact: true }).click();
  const dialog = support.getByRole("dialog", { name: /^Reverse “Adjusted”/ });
  await expect(dialog.getByRole("status")).toContainText("200 → 150");
  await dialog.getByLabel("Why").fill("Given to the wrong customer");
  await dialog.getByRole("button", { name: "Reverse +50" }).click();
  await expect(support.getByText("The transaction was reversed")).toBeVisible();
  await expect(ledgerRows(support, /Reversed/)).toHaveCount(1);
  await expect(added.getByRole("button", { name: "Reverse", exact: true })).toHaveCount(0);
  await expect.poll(() => figure(support, "Available points")).toBe(150);
  await expectAudited(await as("owner"), { action: "ledger.reverse", subjectId: customerId() }, "Sam Doyle");
});
