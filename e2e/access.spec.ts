import type { Page } from "@playwright/test";
import { captureAction, replayAction } from "./support/actions";
import { regulars } from "./support/cli";
import { emailOnPage, figure, firstOf } from "./support/pages";
import { staff, store } from "./support/store";
import { expect, signIn, test } from "./support/test";

const refused = (code: string) => new RegExp(`"ok":false,"code":"${code}"`);
const done = /"ok":true/;

async function expectForbidden(page: Page, path: string) {
  expect((await page.goto(staff(path)))?.status(), path).toBe(403);
  await expect(page.getByRole("heading", { name: "Your role may not open this page" })).toBeVisible();
}

async function expectNotFound(page: Page, path: string) {
  expect((await page.goto(path))?.status(), path).toBe(404);
  await expect(page.getByRole("heading", { name: "Nothing is here" })).toBeVisible();
}

async function fillAdjustment(page: Page, amount: number) {
  await page.getByRole("button", { name: "Adjust points" }).click();
  await page.getByRole("dialog").getByLabel("Points", { exact: true }).fill(String(amount));
}

test("support opens no page of the program, the figures or the settings, and is offered none", async ({
  as,
}) => {
  const support = await as("support");
  for (const path of [
    ...["program", "program/earning", "program/rewards", "program/tiers", "program/publish"],
    ...["program/referrals", "program/perks", "program/perks/new", "program/versions", "segments/new"],
    ...[
      "analytics",
      "analytics/roi",
      "analytics/referrals",
      "home",
      "outbox",
      "settings/audit",
      "data/imports",
    ],
  ])
    await expectForbidden(support, path);
  await support.goto(staff(""));
  await expect(support).toHaveURL(staff("customers"));
  const bar = support.getByRole("navigation", { name: "Main" });
  await expect(bar.getByRole("link", { name: "Look up" })).toBeVisible();
  await expect(bar.getByRole("link", { name: "Program" })).toHaveCount(0);
});

test("the actions that edit and publish the program refuse support and analyst, and change nothing", async ({
  as,
}) => {
  const [marketer, support, analyst] = [await as("marketer"), await as("support"), await as("analyst")];
  await marketer.goto(staff("program/rewards/free-delivery"));
  const edit = await captureAction(marketer, async () => {
    await marketer.getByLabel("Price in points").fill("345");
    await marketer.getByRole("button", { name: "Save to draft" }).click();
  });
  for (const page of [support, analyst]) expect(await replayAction(page, edit)).toMatch(refused("FORBIDDEN"));
  await marketer.goto(staff("program/rewards"));
  await expect(marketer.getByRole("row", { name: /^Free delivery/ })).not.toContainText("345");
  expect(await replayAction(marketer, edit)).toMatch(done);

  await marketer.goto(staff("program/publish"));
  const publish = await captureAction(marketer, async () => {
    await marketer.getByRole("button", { name: "Publish now" }).click();
    await marketer.getByRole("button", { name: "Publish the program" }).click();
  });
  for (const page of [support, analyst])
    expect(await replayAction(page, publish)).toMatch(refused("FORBIDDEN"));
  await marketer.goto(staff("program/publish"));
  await expect(marketer.getByRole("table", { name: "What changes" })).toContainText("Free delivery");
  expect(await replayAction(marketer, publish)).toMatch(done);
  await marketer.goto(staff("program/publish"));
  await expect(marketer.getByRole("heading", { name: "Nothing to publish" })).toBeVisible();
});

test("an analyst is offered nothing that writes and sees no customer's name or address", async ({ as }) => {
  const [support, analyst] = [await as("support"), await as("analyst")];
  const [path, segment] = [await firstOf(support, "customers"), await firstOf(support, "segments")];
  await support.goto(path);
  const title = support.getByRole("heading", { level: 1 });
  const name =
    (await title
      .getByText(/\w+ \w+/)
      .first()
      .textContent()) ?? "";
  const email = await emailOnPage(support);
  expect(email).toContain("@");
  for (const page of [staff("customers"), path]) {
    await analyst.goto(page);
    await expect(analyst.getByRole("main")).not.toContainText(name);
    await expect(analyst.getByRole("main")).not.toContainText(email);
  }
  for (const page of [staff("referrals"), staff("subscriptions")]) {
    await analyst.goto(page);
    await expect(analyst.getByRole("table")).toBeVisible();
    await expect(analyst.getByRole("main")).not.toContainText("@example");
  }
  const writes =
    /^(Adjust|Record|Add|New|Edit|Save|Delete|Reverse|Publish|Invite|Make|Import|Set|Pause|Resume|End)\b/;
  for (const page of [
    ...[path, `${path}/ledger`, `${path}/rewards`, `${path}/subscriptions`, staff("customers")],
    ...[staff("surveys"), staff("segments"), segment, staff("referrals"), staff("subscriptions")],
    ...[staff("program"), staff("program/tiers"), staff("program/rewards"), staff("program/referrals")],
    ...[staff("program/perks"), staff("analytics/roi/costs")],
  ]) {
    await analyst.goto(page);
    await expect(analyst.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(analyst.getByRole("button", { name: writes }), page).toHaveCount(0);
    await expect(analyst.getByRole("link", { name: writes }), page).toHaveCount(0);
  }
  for (const page of [
    ...["program/publish", "program/rewards/new", "program/perks/new", "segments/new"],
    ...["data/imports", "outbox", "settings/team"],
  ])
    await expectForbidden(analyst, page);
});

test("the action that adjusts points refuses analyst and marketer, whatever their page offers", async ({
  as,
}) => {
  const support = await as("support");
  const path = await firstOf(support, "customers");
  await support.goto(path);
  const before = await figure(support, "Available points");
  const adjust = await captureAction(support, async () => {
    await fillAdjustment(support, 7);
    await support.getByRole("button", { name: "Add 7 points" }).click();
  });
  for (const role of ["analyst", "marketer"] as const)
    expect(await replayAction(await as(role), adjust)).toMatch(refused("FORBIDDEN"));
  await support.goto(path);
  await expect.poll(() => figure(support, "Available points")).toBe(before);
});

test("the actions behind segments, the offer to invite and plans refuse support and analyst", async ({
  as,
}) => {
  const marketer = await as("marketer");
  const save = (button: string) => () => marketer.getByRole("button", { name: button }).click();
  await marketer.goto(staff("segments/new"));
  await expect(marketer.getByText(/^of [\d,]+ customers/)).toBeVisible();
  await marketer.getByLabel("Name", { exact: true }).fill("Nobody's segment");
  const segment = await captureAction(marketer, save("Save segment"));
  await marketer.goto(staff("program/referrals"));
  await marketer.getByLabel("Days to wait").fill("5");
  const offer = await captureAction(marketer, save("Save to draft"));
  await marketer.goto(staff("program/perks/new"));
  for (const language of ["English", "Japanese", "Russian"])
    await marketer.getByLabel(`Name in ${language}`).fill("Nobody's plan");
  const plan = await captureAction(marketer, save("Save to draft"));
  for (const role of ["support", "analyst"] as const) {
    const page = await as(role);
    for (const request of [segment, offer, plan])
      expect(await replayAction(page, request), role).toMatch(refused("FORBIDDEN"));
  }
  await marketer.goto(staff("segments"));
  await expect(marketer.getByText("Nobody's segment")).toHaveCount(0);
  await marketer.goto(staff("program/perks"));
  await expect(marketer.getByText("Nobody's plan")).toHaveCount(0);
});

/** The request that pauses the first active subscription, and its row in the list. */
async function capturePause(support: Page) {
  await support.goto(staff("subscriptions?status=active"));
  const row = support.getByRole("row").filter({ has: support.getByRole("button", { name: /^Pause/ }) });
  const link = await row.first().getByRole("link").first().getAttribute("href");
  const request = await captureAction(support, async () => {
    await row
      .first()
      .getByRole("button", { name: /^Pause/ })
      .click();
    await support.getByRole("button", { name: "Pause subscription" }).click();
  });
  return { request, path: new URL(link ?? "", support.url()).pathname };
}

test("the action that changes subscriptions refuses analyst and marketer, whatever their page offers", async ({
  as,
}) => {
  const support = await as("support");
  const { request, path } = await capturePause(support);
  for (const role of ["analyst", "marketer"] as const)
    expect(await replayAction(await as(role), request)).toMatch(refused("FORBIDDEN"));
  await support.goto(path);
  await expect(support.getByRole("button", { name: /^Pause/ })).toBeVisible();
});

test("another store's pages are 404 and its actions know nothing, by its address and by its ids", async ({
  as,
  browser,
}) => {
  const rivalSignIn = { email: "rival@example.com", password: "a rival's own password" };
  const create = ["merchant", "create", "--slug", "rival", "--name", "Rival", "--currency", "GBP"];
  const owner = ["--timezone", "Europe/London", "--owner", rivalSignIn.email, "--password-stdin"];
  regulars([...create, ...owner], rivalSignIn.password);
  const context = await browser.newContext();
  const rival = await context.newPage();
  await signIn(rival, rivalSignIn);
  await expect(rival).toHaveURL("/app/rival/home");

  const support = await as("support");
  const path = await firstOf(support, "customers");
  const segment = await firstOf(support, "segments");
  const pause = await capturePause(support);
  const theirs = [path, `${path}/referrals`, pause.path, segment];
  const asOwn = theirs.map((one) => one.replace(store.merchant, "rival"));
  for (const address of [staff("home"), staff("program"), ...theirs, ...asOwn, "/app/no-such-store/home"])
    expect((await rival.goto(address))?.status(), address).toBe(404);
  await expectNotFound(rival, path);
  await rival.goto(`/app/rival/analytics/nps?segment=${segment.split("/").at(-1)}`);
  await expect(rival.getByRole("heading", { name: "There is no such segment" })).toBeVisible();
  await expectNotFound(await as("owner"), "/app/rival/home");

  await support.goto(path);
  const before = await figure(support, "Available points");
  const adjust = await captureAction(support, async () => {
    await fillAdjustment(support, 9);
    await support.getByRole("button", { name: "Add 9 points" }).click();
  });
  for (const request of [adjust, pause.request]) {
    const inOwnStore = { ...request, body: request.body.replace(store.merchant, "rival") };
    expect(inOwnStore.body).not.toBe(request.body);
    for (const one of [request, inOwnStore])
      expect(await replayAction(rival, one)).toMatch(refused("NOT_FOUND"));
  }
  await support.goto(path);
  await expect.poll(() => figure(support, "Available points")).toBe(before);
  await context.close();
});
