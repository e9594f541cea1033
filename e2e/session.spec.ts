import { staff } from "./support/store";
import { expect, signIn, signInOf, test } from "./support/test";

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
