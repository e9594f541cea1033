import type { Page } from "@playwright/test";
import { captureAction, replayAction } from "./support/actions";
import { regulars } from "./support/cli";
import { emailOnPage, figure, firstOf } from "./support/pages";
import { staff, store } from "./support/store";
import { expect, signIn, signInOf, test } from "./support/test";

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
    ...["program/versions", "analytics", "analytics/roi", "home", "outbox", "settings/audit", "data/imports"],
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
  const path = await firstOf(support, "customers");
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
  const writes = /^(Adjust|Record|Add|New|Edit|Save|Delete|Reverse|Publish|Invite|Make|Import)\b/;
  for (const page of [
    ...[path, `${path}/ledger`, `${path}/rewards`, staff("customers"), staff("surveys")],
    ...[staff("program"), staff("program/tiers"), staff("program/rewards"), staff("analytics/roi/costs")],
  ]) {
    await analyst.goto(page);
    await expect(analyst.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(analyst.getByRole("button", { name: writes }), page).toHaveCount(0);
    await expect(analyst.getByRole("link", { name: writes }), page).toHaveCount(0);
  }
  for (const page of ["program/publish", "program/rewards/new", "data/imports", "outbox", "settings/team"])
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
  const ownPath = path.replace(store.merchant, "rival");
  for (const address of [staff("home"), staff("program"), path, ownPath, "/app/no-such-store/home"])
    await expectNotFound(rival, address);
  await expectNotFound(await as("owner"), "/app/rival/home");

  await support.goto(path);
  const before = await figure(support, "Available points");
  const adjust = await captureAction(support, async () => {
    await fillAdjustment(support, 9);
    await support.getByRole("button", { name: "Add 9 points" }).click();
  });
  const inOwnStore = { ...adjust, body: adjust.body.replace(store.merchant, "rival") };
  expect(inOwnStore.body).not.toBe(adjust.body);
  for (const request of [adjust, inOwnStore])
    expect(await replayAction(rival, request)).toMatch(refused("NOT_FOUND"));
  await support.goto(path);
  await expect.poll(() => figure(support, "Available points")).toBe(before);
  await context.close();
});

test("who is signed out is led to the sign-in page and from there to the page that was asked for", async ({
  page,
}) => {
  await page.goto(staff("program/tiers"));
  await expect(page).toHaveURL(/\/login\?next=/);
  const { email, password } = signInOf("marketer");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "do not fit" })).toBeVisible();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(staff("program/tiers"));
});

test("a session that was ended elsewhere is out at its next request", async ({ browser }) => {
  const contexts = [await browser.newContext(), await browser.newContext()] as const;
  const [kept, lost] = [await contexts[0].newPage(), await contexts[1].newPage()];
  await signIn(kept, signInOf("analyst"));
  await signIn(lost, signInOf("analyst"));
  await kept.goto("/account");
  const sessions = kept.getByRole("table", { name: "Where you are signed in" });
  const count = await sessions.getByRole("row").count();
  await sessions.getByRole("button", { name: "Sign out" }).first().click();
  await expect(sessions.getByRole("row")).toHaveCount(count - 1);
  await lost.goto(staff("analytics"));
  await expect(lost).toHaveURL(/\/login\?next=/);
  await kept.goto(staff("analytics"));
  await expect(kept).toHaveURL(staff("analytics"));
  for (const context of contexts) await context.close();
});
