import type { BrowserContext, Page } from "@playwright/test";
import { expectAccessible, expectAccessiblePages } from "./support/accessibility";
import { startEmptyServer } from "./support/empty-server";
import { expect, test } from "./support/test";

// From nothing to a store that takes members, on a server of its own.
test.describe.configure({ mode: "serial", timeout: 120_000 });

const person = { name: "Iris Hale", email: "iris@example.com", password: "a long enough password" };

let server: Awaited<ReturnType<typeof startEmptyServer>>;
let context: BrowserContext;
let owner: Page;

test.beforeAll(async ({ browser }) => {
  server = await startEmptyServer(3211);
  context = await browser.newContext({ baseURL: server.baseURL });
  owner = await context.newPage();
});
test.afterAll(async () => {
  await context?.close();
  await server?.stop();
});

const app = (path: string) => `/app/corner-shop/${path}`;

test("an installation without a store leads everyone to its set-up, which makes owner and store", async () => {
  await owner.goto("/");
  await expect(owner).toHaveURL("/setup");
  await expectAccessible(owner, "/setup");
  await owner.getByLabel("Your name").fill(person.name);
  await owner.getByLabel("E-mail").fill(person.email);
  await owner.getByLabel("Password").fill("short");
  await owner.getByLabel("Store name").fill("Corner Shop");
  await owner.getByLabel("Currency").selectOption("GBP");
  await owner.getByLabel("Time zone").selectOption("Europe/London");
  await owner.getByRole("button", { name: "Create store" }).click();
  await expect(owner.getByText("Use at least 10 characters.")).toBeVisible();
  await expect(owner.getByLabel("Store name")).toHaveValue("Corner Shop");
  await owner.getByLabel("Password").fill(person.password);
  await owner.getByRole("button", { name: "Create store" }).click();
  await expect(owner).toHaveURL(app("home"));
  await owner.goto("/setup");
  await expect(owner).toHaveURL(app("home"));
});

const nextSteps: [path: string, says: string, way: string | null][] = [
  ["home", "Set up your store", "Publish your program"],
  ["customers", "No customers yet", "Import customers"],
  ["segments", "One-time buyers", "New segment"],
  ["referrals", "No invitations yet", "Open the referral program"],
  ["subscriptions", "No subscriptions yet", "Subscription perks"],
  ["program", "Your first program is prepared", "Review and publish"],
  ["program/rewards", "No rewards yet", "Add reward"],
  ["program/tiers", "No tiers yet", "Add tiers"],
  ["program/referrals", "No referral program yet", "Set one up"],
  ["program/perks", "No subscription plans yet", "Add plan"],
  ["program/versions", "Nothing was published yet", null],
  ["surveys", "No surveys yet", "New survey"],
  ["analytics", "No orders in this period", "Import orders"],
  ["analytics/nps", "No answers yet", "Open surveys"],
  ["analytics/clv", "No orders of identified customers", null],
  ["analytics/engagement", "No members yet", null],
  ["analytics/roi", "The gross margin is not known, so the ROI is not either.", "Set the gross margin"],
  ["analytics/roi/costs", "No costs yet", "Add cost"],
  ["data/imports", "Nothing imported yet", "Import"],
  ["outbox", "No mails yet", null],
];

test("every page of the empty store says what to do next", async () => {
  for (const [path, says, way] of nextSteps) {
    await owner.goto(app(path));
    const main = owner.getByRole("main");
    await expect.soft(main.getByText(says).first(), path).toBeVisible();
    if (way)
      await expect
        .soft(
          main
            .getByRole("link", { name: way })
            .or(main.getByRole("button", { name: way }))
            .first(),
          path,
        )
        .toBeVisible();
  }
});

test("pages of the empty store have nothing serious for axe", async () => {
  const more = ["program/earning", "program/expiry", "program/publish", "settings/general", "settings/audit"];
  const page = await context.newPage();
  await expectAccessiblePages(page, [...nextSteps.map(([path]) => app(path)), ...more.map(app)]);
  await expectAccessiblePages(page, ["/en/r/corner-shop"]);
  await page.close();
});

test("the prepared program is published as it is, and the rewards page takes members", async () => {
  await owner.goto("/en/r/corner-shop");
  await expect(owner.getByText("The program is not running at the moment")).toBeVisible();
  await owner.goto(app("program"));
  await owner.getByRole("link", { name: "Review and publish" }).click();
  await owner.getByRole("button", { name: "Publish now" }).click();
  await owner.getByRole("button", { name: "Publish the program" }).click();
  await expect(owner.getByText(/^Version 1 is live\./)).toBeVisible();
  await owner.goto("/en/r/corner-shop");
  await expect(owner.getByRole("button", { name: "Continue" })).toBeVisible();
});
