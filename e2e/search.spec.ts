import type { Page, Request } from "@playwright/test";
import { staff } from "./support/store";
import { expect, test } from "./support/test";

const isPrefetch = (request: Request) => "next-router-prefetch" in request.headers();

/** Lets the server take its time over every page that the app asks for. */
async function slowDown(page: Page, ms: number) {
  await page.route(/[?&]_rsc=/, async (route) => {
    if (!isPrefetch(route.request())) await new Promise((resolve) => setTimeout(resolve, ms));
    await route.continue();
  });
}

/** The customers, with the box to search them and the first row's link. */
async function openCustomers(page: Page) {
  await page.goto(staff("customers"));
  const search = page.getByRole("searchbox");
  await expect(search).toBeEnabled();
  const row = page.getByRole("table").getByRole("link").first();
  const path = (await row.getAttribute("href")) ?? "";
  await slowDown(page, 1000);
  return { search, row, path };
}

test("a customer clicked while the search still waits for more letters opens, and is not searched away", async ({
  as,
}) => {
  const page = await as("support");
  const { search, row, path } = await openCustomers(page);
  await search.fill("nobody.is.called.so");
  await row.click();
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("button", { name: "Adjust points" })).toBeVisible();
});

test("a customer opened by the keyboard while the search waits opens too", async ({ as }) => {
  const page = await as("support");
  const { search, row, path } = await openCustomers(page);
  await search.fill("nobody.is.called.so");
  await row.press("Enter");
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("button", { name: "Adjust points" })).toBeVisible();
});

test("a customer clicked while a slow search is on its way opens, and the way back leads to the list", async ({
  as,
}) => {
  const page = await as("support");
  const { search, row, path } = await openCustomers(page);
  const asked = page.waitForRequest((request) => request.url().includes("q=nobody") && !isPrefetch(request));
  await search.fill("nobody.is.called.so");
  await asked;
  await row.click();
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("button", { name: "Adjust points" })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(staff("customers"));
  await expect(row).toBeVisible();
  await expect(search).toHaveValue("");
});

test("a search that nothing interrupts is in the box, in the address and in the list", async ({ as }) => {
  const page = await as("support");
  const { search } = await openCustomers(page);
  await search.pressSequentially("nobody.is.called", { delay: 20 });
  await expect(page).toHaveURL(/q=nobody\.is\.called/);
  await search.pressSequentially(".so", { delay: 150 });
  await expect(search).toHaveValue("nobody.is.called.so");
  await expect(page).toHaveURL(/q=nobody\.is\.called\.so/);
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await expect(search).toHaveValue("nobody.is.called.so");
});
