import { sidewaysScroll } from "./support/accessibility";
import { enterRewards } from "./support/pages";
import { hosted } from "./support/store";
import { expect, test } from "./support/test";

const phone = { width: 390, height: 844 };

for (const locale of ["en", "ja", "ru"])
  test(`without script, on a phone, in ${locale}: join, take a reward, give it back, get a link for friends, read the history`, async ({
    as,
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: phone, locale });
    const page = await context.newPage();
    const main = page.getByRole("main");
    async function expectFits() {
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
      expect(await sidewaysScroll(page), page.url()).toBe(0);
    }

    await page.goto(hosted("", locale));
    await expectFits();
    const email = `quiet.${locale}.${test.info().retry}@example.com`;
    await enterRewards(page, await as("owner"), email, locale);
    await expect(page).toHaveURL(new RegExp(`${hosted("", locale)}\\?joined`));
    await expectFits();

    const support = await as("support");
    await support.goto("/");
    await support.getByRole("searchbox").fill(email);
    await support.getByRole("link", { name: email }).click();
    await support.getByRole("button", { name: "Adjust points" }).click();
    await support.getByRole("dialog").getByLabel("Points", { exact: true }).fill("400");
    await support.getByRole("button", { name: "Add 400 points" }).click();
    await expect(support.getByText("The balance was adjusted")).toBeVisible();

    await page.goto(hosted("/rewards", locale));
    await expectFits();
    await main.locator("summary").filter({ hasText: /£5/ }).click();
    await expectFits();
    await main.getByRole("button", { name: /£5/ }).click();
    await expect(page).toHaveURL(/\/codes\//);
    await expect(main.getByText(/^[A-Z0-9-]{6,}$/)).toBeVisible();
    await expectFits();
    await main.getByRole("button").last().click();
    await expect(main.getByRole("status")).toBeVisible();

    await page.goto(hosted("/invite", locale));
    await expectFits();
    await main.getByRole("button").first().click();
    await expect(main.getByText(/\/i\/[0-9A-Z]{8}$/)).toBeVisible();
    await expectFits();

    for (const place of ["/earn", "/subscription", "/settings", "/activity"]) {
      await page.goto(hosted(place, locale));
      await expectFits();
    }
    await expect(main.getByRole("listitem")).toHaveCount(4);
    await expect(main.getByRole("listitem").last()).toContainText("+100");
    await context.close();
  });
