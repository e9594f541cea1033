import { expectAccessible } from "./support/accessibility";
import { staff } from "./support/store";
import { expect, test } from "./support/test";

test("a happy-hour stamp rule with a condition, a limit and a delay is built, told in one sentence, and reviewed", async ({
  as,
}) => {
  const page = await as("marketer");
  await page.goto(staff("program/events"));
  await page.getByRole("button", { name: "Add stamp card" }).click();
  await page.getByLabel("Name in English").fill("Coffee");
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

  await page.goto(staff("program/events"));
  await page.getByText("Coffee", { exact: true }).click();
  await page.getByRole("button", { name: "Remove this card" }).click();
  await page.getByRole("button", { name: "Save to draft" }).click();
  await expect(page.getByText("“Coffee” cannot go: “Happy coffee” still asks for it.")).toBeVisible();

  await page.goto(staff("program/publish"));
  await page.getByRole("button", { name: "Discard draft" }).click();
  await page.getByRole("button", { name: "Discard the draft" }).click();
  await expect(page.getByText("The draft is discarded")).toBeVisible();
});
