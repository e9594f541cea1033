import { expectAccessible } from "./support/accessibility";
import { enterRewards, openCustomer, publishDraft } from "./support/pages";
import { staff } from "./support/store";
import { expect, test } from "./support/test";

test.describe.configure({ timeout: 120_000 });

const email = "cleo.cups@example.com";

test("a happy-hour stamp rule with a condition, a limit and a delay is built, told in one sentence, published, and gives stamps", async ({
  as,
  browser,
}) => {
  const page = await as("marketer");
  await page.goto(staff("program/events"));
  await page.getByRole("button", { name: "Add stamp card" }).click();
  await page.getByLabel("Name in English").filter({ visible: true }).fill("Coffee");
  await page.getByRole("button", { name: "Save to draft" }).click();
  await expect(page.getByText("Saved to the draft")).toBeVisible();

  await page.goto(staff("program/earning/new"));
  for (const language of ["English", "Japanese", "Russian"])
    await page.getByLabel(`Name in ${language}`).fill("Happy coffee");
  await page.getByLabel("What is earned").selectOption("Units for each piece");
  await page.getByLabel("Of what").selectOption("stamps of Coffee");
  await page.getByLabel("How many").fill("3");
  await page.getByText("Conditions", { exact: true }).click();
  await page.getByRole("button", { name: "Add condition" }).click();
  await page.getByRole("button", { name: "Save to draft" }).click();
  const amount = page.getByRole("group", { name: "Condition 1" }).getByLabel("Amount");
  await expect(amount).toBeFocused();
  await amount.fill("5");
  await page.getByText("Limits", { exact: true }).click();
  await page.getByRole("button", { name: "Add limit per member" }).click();
  await page.getByText("When units can be used", { exact: true }).click();
  await page.getByText("After some days", { exact: true }).click();
  await page.getByText("Days and hours", { exact: true }).click();
  await page.getByRole("button", { name: "Add hours" }).click();
  const sentence =
    "Members who order for at least £5.00 get 3 stamps of Coffee for each piece of an order on Monday, Tuesday, " +
    "Wednesday, Thursday, and Friday 17:00–19:00, at most 100 stamps of Coffee a day, usable 14 days after payment, " +
    "on top of the base rule.";
  await expect(page.getByText(sentence)).toBeVisible();
  await expectAccessible(page, "the rule with its parts open");
  await page.getByRole("button", { name: "Save to draft" }).click();
  await expect(page.getByRole("row", { name: /^Happy coffee/ })).toContainText(sentence);

  await page.goto(staff("program/publish"));
  await expect(page.getByRole("table", { name: "What changes" })).toContainText(sentence);

  // Without its hours the test tells the same at any time of the day.
  await page.goto(staff("program/earning"));
  await page.getByRole("link", { name: "Happy coffee" }).click();
  await page.getByText("Days and hours", { exact: true }).click();
  await page.getByRole("button", { name: "Remove hours 1" }).click();
  await page.getByRole("button", { name: "Save to draft" }).click();
  await expect(page.getByRole("row", { name: /^Happy coffee/ })).not.toContainText("17:00");
  expect(await publishDraft(page)).toContain("Happy coffee");

  const [visitor, support] = [await browser.newContext(), await as("support")];
  await enterRewards(await visitor.newPage(), await as("owner"), email);
  await visitor.close();
  await openCustomer(support, email);
  await support.getByRole("button", { name: "Record order" }).click();
  const order = support.getByRole("dialog", { name: "Record an order" });
  await order.getByLabel("Order id").fill("CUPS-1");
  await order.getByLabel(/^Total paid/).fill("12");
  await order.getByRole("button", { name: "Add a line" }).click();
  await order.getByLabel("Product").fill("Cup");
  await order.getByLabel("Quantity").fill("2");
  await order.getByLabel("Unit price").fill("6");
  await order.getByRole("button", { name: "Record order" }).click();
  await expect(order).toBeHidden();
  const wallet = support.getByRole("row", { name: /^Stamps: Coffee/ });
  await expect(wallet.getByRole("cell").last()).toHaveText("6 stamps");
  await expect(wallet.getByRole("cell").first()).toHaveText("0 stamps");

  await page.goto(staff("program/events"));
  await page.getByText("Coffee", { exact: true }).click();
  await page.getByRole("button", { name: "Remove this card" }).click();
  await page.getByRole("button", { name: "Save to draft" }).click();
  await expect(page.getByText("“Coffee” cannot go: “Happy coffee” still asks for it.")).toBeVisible();

  await page.goto(staff("program/publish"));
  await expect(page.getByRole("heading", { name: "Nothing to publish" })).toBeVisible();
});
