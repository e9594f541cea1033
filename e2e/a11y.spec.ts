import { expectAccessible, expectAccessiblePages } from "./support/accessibility";
import { emailOnPage, enterRewards, firstOf } from "./support/pages";
import { hosted, staff, store } from "./support/store";
import { expect, test } from "./support/test";

test.describe.configure({ timeout: 240_000 });

const locales = process.env.REGULARS_DEEP ? ["en", "ja", "ru"] : ["en"];

test("staff pages of customers, surveys and data have nothing serious for axe", async ({ as }) => {
  const owner = await as("owner");
  const customer = await firstOf(owner, "customers");
  const tabs = ["", "/ledger", "/orders", "/rewards", "/referrals", "/subscriptions", "/surveys", "/history"];
  await expectAccessiblePages(owner, [
    ...tabs.map((tab) => customer + tab),
    ...[staff("home"), staff("customers"), staff("surveys"), await firstOf(owner, "surveys")],
    ...[staff("data/imports"), await firstOf(owner, "data/imports"), staff("outbox")],
  ]);
});

test("staff pages of segments, referrals and subscriptions have nothing serious for axe", async ({ as }) => {
  const owner = await as("owner");
  await expectAccessiblePages(owner, [
    ...[staff("segments"), staff("segments/new"), staff("segments/lapsed-90-days")],
    ...[staff("customers?segment=promoters"), staff("analytics/roi?segment=promoters")],
    ...[staff("referrals"), staff("subscriptions")],
  ]);
});

test("staff pages of the program have nothing serious for axe", async ({ as }) => {
  const pages = [
    ...["program", "program/earning", "program/earning/new", "program/earning/purchase", "program/rewards"],
    ...["program/rewards/new", "program/rewards/5-off", "program/tiers", "program/expiry", "program/publish"],
    ...["program/events", "program/games"],
    ...["program/referrals", "program/perks", "program/perks/new", "program/perks/every-4-weeks"],
    ...["program/versions", "program/versions/1", "program/versions/4"],
  ];
  await expectAccessiblePages(await as("owner"), pages.map(staff));
});

test("staff pages of figures, settings and the account have nothing serious for axe", async ({ as }) => {
  const figures = ["", "/nps", "/clv", "/engagement", "/roi", "/roi/costs", "/referrals", "/definitions"];
  const settings = ["general", "team", "audit"];
  await expectAccessiblePages(await as("owner"), [
    ...figures.map((page) => staff(`analytics${page}`)),
    ...settings.map((page) => staff(`settings/${page}`)),
    "/account",
  ]);
});

test("panels that open over a page have nothing serious for axe", async ({ as }) => {
  const owner = await as("owner");
  for (const [path, ...buttons] of [
    [await firstOf(owner, "customers"), "Adjust points", "Record order", "Record refund"],
    [staff("customers"), "Add customer"],
    [staff("subscriptions"), "Record subscription"],
    [staff("surveys"), "New survey"],
    [staff("analytics/roi/costs"), "Add cost"],
    [staff("settings/team"), "Add person"],
  ] as const)
    for (const button of buttons) {
      await owner.goto(path);
      await owner.getByRole("button", { name: button }).click();
      await expect(owner.getByRole("dialog")).toBeVisible();
      await expectAccessible(owner, `${path}: ${button}`);
    }
});

test("pages that refuse, and the sign-in page, have nothing serious for axe", async ({ as, page }) => {
  await expectAccessiblePages(await as("support"), [staff("program")], 403);
  await expectAccessiblePages(await as("owner"), [staff("nothing"), "/app/nobody/home"], 404);
  await expectAccessiblePages(page, [hosted("/nothing"), "/en/r/nobody", "/i/NOTACODE"], 404);
  await expectAccessiblePages(page, ["/login"]);
});

test("the rewards page has nothing serious for axe, for guests and for members", async ({ as, page }) => {
  const open = ["", "/signin", "/invite", "/subscription"];
  const guest = locales.flatMap((locale) => open.map((place) => hosted(place, locale)));
  await expectAccessiblePages(page, [...guest, store.memberLink]);
  await page.getByRole("button", { name: "Open my rewards" }).click();
  await page.waitForURL(hosted());
  const places = ["", "/rewards", "/earn", "/invite", "/subscription", "/activity", "/settings"];
  await expectAccessiblePages(
    page,
    locales.flatMap((locale) => places.map((place) => hosted(place, locale))),
  );
  await page.goto(hosted("/rewards"));
  // One that comes as a code: a donation or store credit is had at once.
  const use = page.getByRole("button", { name: /^Use .* points for (£5 off|Free delivery)/ }).first();
  await page
    .getByRole("main")
    .locator("details", {
      has: page.getByRole("button", { name: /(£5 off|Free delivery)/, includeHidden: true }),
    })
    .first()
    .locator("summary")
    .click();
  await expectAccessible(page, "the question before a reward is taken");
  await use.click();
  await expect(page.getByRole("button", { name: "Copy code" })).toBeVisible();
  await expectAccessible(page, "a code in hand");

  const newcomer = await page.context().browser()?.newContext();
  const visitor = await newcomer?.newPage();
  if (!visitor) throw new Error("no browser");
  await enterRewards(visitor, await as("owner"), "nothing.yet@example.com");
  await expectAccessible(visitor, "a member who has just joined");
  await newcomer?.close();
});

test("a survey has nothing serious for axe, before and after the answer", async ({ as, page }) => {
  const owner = await as("owner");
  await owner.goto(await firstOf(owner, "customers"));
  const email = await emailOnPage(owner);
  await owner.goto(await firstOf(owner, "surveys"));
  await owner.getByLabel("Customer").fill(email);
  await owner.getByRole("button", { name: "Make link" }).click();
  const link = await owner.getByRole("status").getByRole("link").getAttribute("href");
  const path = new URL(link ?? "").pathname;
  await expectAccessiblePages(
    page,
    locales.map((locale) => path.replace(/^\/en\//, `/${locale}/`)),
  );
  await page.goto(path);
  await page.getByRole("radio", { name: "9 of 10" }).check();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: /^Thank you/ })).toBeVisible();
  await expectAccessible(page, "thanks for an answer");
});
