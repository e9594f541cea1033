import type { Browser, BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { expectAccessible, sidewaysScroll } from "./support/accessibility";
import { dayAhead, runDays } from "./support/cli";
import {
  enterRewards,
  expectAudited,
  figure,
  numberIn,
  openCustomer,
  proveAddress,
  publishDraft,
  recordOrder,
  tile,
} from "./support/pages";
import { hosted, staff } from "./support/store";
import { expect, test } from "./support/test";

// One story on the demo store: each part goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

const HOLDING_DAYS = 2;
const member = "ada.member@example.com";
const friends = { stays: "finn.stays@example.com", refunds: "rita.refunds@example.com" };
const contexts: BrowserContext[] = [];
let advocate: Page;
let friend: Page;
let link: string;
let before: Awaited<ReturnType<typeof readFunnel>>;

test.beforeAll(async ({ browser }) => {
  advocate = await visit(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  friend = await visit(browser);
});
test.afterAll(() => Promise.all(contexts.map((context) => context.close())));

async function visit(browser: Browser, options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  contexts.push(context);
  return context.newPage();
}

/** What staff sees of the invitation of a friend. */
async function invitationOf(page: Page, email: string) {
  await page.goto(`${staff("referrals")}?${new URLSearchParams({ q: email })}`);
  return page.getByRole("row").filter({ hasText: email });
}

/** What the figures say of invitations. */
async function readFunnel(page: Page) {
  await page.goto(staff("analytics/referrals"));
  const note = await tile(page, "Conversion")
    .getByText(/ ordered$/)
    .textContent();
  const [ordered = 0, claimed = 0] = note?.match(/\d[\d,]*/g)?.map(numberIn) ?? [];
  return { ordered, claimed, refused: await figure(page, "Refused") };
}

test("the marketer's offer stays in the draft until it is published; then the rewards page makes it", async ({
  as,
  page,
}) => {
  const marketer = await as("marketer");
  before = await readFunnel(marketer);
  await marketer.goto(staff("program/referrals"));
  await marketer.getByLabel("The friend is given").selectOption("Points");
  await marketer.getByLabel("Points for the friend").fill("310");
  await marketer.getByLabel("The member is given").selectOption("A reward, free of points");
  await marketer.getByLabel("Reward for the member").selectOption("£5 off");
  await marketer.getByLabel("Smallest first order").fill("30");
  await marketer.getByLabel("Days to order in").fill("21");
  await marketer.getByLabel("Days to wait").fill(String(HOLDING_DAYS));
  await expect(
    marketer.getByText(
      "A friend gets 310 points if the first order is £30.00 or more and comes within 21 days",
    ),
  ).toBeVisible();
  await marketer.getByRole("button", { name: "Save to draft" }).click();
  await expect(marketer.getByText("Saved to the draft")).toBeVisible();

  await page.goto(hosted("/invite"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("310 points")).toHaveCount(0);
  expect(await publishDraft(marketer)).toContain("310");
  await page.reload();
  await expect(page.getByText("310 points")).toBeVisible();
});

test("a member takes a link, copies it, and is refused as a friend of their own", async ({ as, browser }) => {
  const owner = await as("owner");
  await enterRewards(advocate, owner, member);
  await advocate.goto(hosted("/invite"));
  await expect(advocate.getByText("Nobody has accepted an invitation of yours yet.")).toBeVisible();
  await advocate.getByRole("button", { name: "Get my link" }).click();
  await advocate.getByRole("button", { name: "Copy link" }).click();
  await expect(advocate.getByRole("button", { name: "Copied" })).toBeVisible();
  link = await advocate.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/^http:\/\/localhost:\d+\/i\/[0-9A-Z]{8}$/i);

  await advocate.goto(link);
  await expect(advocate.getByRole("heading", { name: "This is your own link" })).toBeVisible();
  await expect(advocate.getByRole("link", { name: "Sign in" })).toHaveCount(0);
  const signedOut = await visit(browser);
  await signedOut.goto(link);
  await proveAddress(signedOut, owner, member);
  await expect(signedOut.getByText(/^This is your own link\./)).toBeVisible();
  const own = await invitationOf(await as("support"), member);
  await expect(own).toContainText("Refused");
  await expect(own).toContainText("Own link");
});

test("a friend sees the offer and accepts it by the code from the mail, once", async ({ as, browser }) => {
  const owner = await as("owner");
  await friend.goto(link);
  await expect(friend.getByText("310 points")).toBeVisible();
  await expect(friend.getByText("for your first order of £30.00 or more")).toBeVisible();
  await expectAccessible(friend, "an invitation");
  await proveAddress(friend, owner, friends.stays);
  await expect(friend.getByRole("heading", { name: "Welcome to Juniper Lane" })).toBeVisible();
  await expectAccessible(friend, "an invitation that was accepted");
  await friend.getByRole("link", { name: "See my rewards" }).click();
  await expect(friend.getByRole("region", { name: "My card" })).toContainText(/Available\s*100\s*points/);

  await expect(friend.getByText("Waiting for your first order.")).toBeVisible();

  await friend.goto(link);
  await expect(friend.getByRole("heading", { name: "Welcome to Juniper Lane" })).toBeVisible();
  const signedOut = await visit(browser);
  await signedOut.goto(link);
  await proveAddress(signedOut, owner, friends.stays);
  await expect(signedOut.getByText(/^You have accepted an invitation before\./)).toBeVisible();
  const rows = await invitationOf(await as("support"), friends.stays);
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "Refused" })).toContainText("Had accepted an invitation before");
  await expect(rows.filter({ hasNotText: "Refused" })).toContainText("Accepted");
});

test("without script, on a phone, a second friend accepts too", async ({ as, browser }) => {
  const page = await visit(browser, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await page.goto(link);
  expect(await sidewaysScroll(page)).toBe(0);
  await proveAddress(page, await as("owner"), friends.refunds);
  await expect(page.getByRole("heading", { name: "Welcome to Juniper Lane" })).toBeVisible();
  expect(await sidewaysScroll(page)).toBe(0);
});

test("an order makes an invitation due after the holding time, and a refund within it cancels it", async ({
  as,
}) => {
  const support = await as("support");
  await openCustomer(support, friends.stays);
  await recordOrder(support, "REF-1", "40");
  await openCustomer(support, friends.refunds);
  await recordOrder(support, "REF-2", "40");
  await expect(await invitationOf(support, friends.refunds)).toContainText("Ordered");

  await openCustomer(support, friends.refunds);
  await support.getByRole("button", { name: "Record refund" }).click();
  const dialog = support.getByRole("dialog", { name: "Record a refund" });
  await dialog.getByLabel("Order id").fill("REF-2");
  await dialog.getByLabel(/^Amount/).fill("40");
  await dialog.getByRole("button", { name: "Record refund" }).click();
  await expect(support.getByText("Recorded; taken back: 80 points")).toBeVisible();
  const cancelled = await invitationOf(support, friends.refunds);
  await expect(cancelled).toContainText("Cancelled");
  await expect(cancelled).toContainText("Too little of the order was left after refunds");

  const due = (await invitationOf(support, friends.stays)).filter({ hasText: "Ordered" });
  await expect(due).toContainText("Order REF-1");
  await expect(due).toContainText("due on");
  await advocate.goto(hosted("/invite"));
  await expect(advocate.getByText(/^Ordered\. You get this on .*: £5 off$/)).toBeVisible();
  await expect(advocate.getByText("The order was sent back.")).toBeVisible();
});

test("nothing is given before the holding time is over, then both gifts at once, and never again", async ({
  as,
}) => {
  const support = await as("support");
  // The store has invitations of its own, which may fall due on any day.
  runDays(dayAhead(HOLDING_DAYS - 1));
  const friendPath = await openCustomer(support, friends.stays);
  expect(await figure(support, "Available points")).toBe(180);
  await support.goto(`${friendPath}/ledger`);
  const given = support.getByRole("row").filter({ hasText: "Referral" });
  await expect(given).toHaveCount(0);

  expect(runDays(dayAhead(HOLDING_DAYS)).referralsRewarded).toBeGreaterThan(0);
  await support.goto(`${friendPath}/ledger`);
  await expect(given).toHaveCount(1);
  await expect(given).toContainText("+310");
  await expect(given).toContainText(member);
  expect(await figure(support, "Available points")).toBe(490);

  const memberPath = await openCustomer(support, member);
  await support.goto(`${memberPath}/ledger`);
  await expect(given).toHaveCount(1);
  await expect(given).toContainText("£5 off");
  await expect(given).toContainText(friends.stays);
  await support.goto(`${memberPath}/rewards`);
  await expect(support.getByRole("row").filter({ hasText: "£5 off" })).toContainText("Open");
  expect(await figure(support, "Available points")).toBe(100);

  await openCustomer(support, friends.refunds);
  expect(await figure(support, "Available points")).toBe(100);
  runDays(dayAhead(HOLDING_DAYS + 1));
  await support.goto(`${friendPath}/ledger`);
  await expect(given).toHaveCount(1);
});

test("staff, members and figures tell what became of each invitation", async ({ as }) => {
  const [support, marketer] = [await as("support"), await as("marketer")];
  await support.goto(`${staff("referrals")}?${new URLSearchParams({ q: member })}`);
  for (const [email, state] of [
    [friends.stays, "Rewarded"],
    [friends.refunds, "Cancelled"],
  ] as const)
    await expect(support.getByRole("row").filter({ hasText: email }).filter({ hasText: state })).toHaveCount(
      1,
    );
  await support.getByLabel("State").selectOption("Rewarded");
  await expect(support.getByRole("row").filter({ hasText: friends.refunds })).toHaveCount(0);
  await expect(support.getByRole("row").filter({ hasText: friends.stays })).toHaveCount(1);

  await advocate.goto(hosted("/invite"));
  await expect(advocate.getByText("You got: £5 off")).toBeVisible();
  await friend.goto(hosted("/activity"));
  await expect(friend.getByRole("listitem").filter({ hasText: "+310" })).toHaveCount(1);
  await expectAudited(await as("owner"), { action: "referral.claim" }, "A visitor");
  const { ordered, claimed, refused } = before;
  expect(await readFunnel(marketer)).toEqual({
    ordered: ordered + 1,
    claimed: claimed + 2,
    refused: refused + 2,
  });
});
