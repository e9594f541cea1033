import { expect, type Page } from "@playwright/test";
import { hosted, staff } from "./store";

/** A figure with its name: "Available points", "NPS". */
export const tile = (page: Page, name: string) => page.getByRole("article", { name, exact: true });

/** The first number in a text: "£1,234.50 in this period" gives 1234.5. */
export function numberIn(text: string | null): number {
  const [digits] = (text ?? "").match(/-?[\d,]+(\.\d+)?/) ?? [];
  if (digits === undefined) throw new Error(`no number in "${text}"`);
  return Number(digits.replaceAll(",", ""));
}

/** The value that a figure shows. */
export async function figure(page: Page, name: string): Promise<number> {
  return numberIn(await tile(page, name).getByRole("paragraph").first().textContent());
}

/** The code of the newest mail to an address, as an owner reads it in the outbox. */
export async function codeFromOutbox(owner: Page, email: string): Promise<string> {
  await owner.goto(staff("outbox"));
  const mail = owner.getByRole("row").filter({ hasText: email }).first();
  await mail.getByRole("link").click();
  const title = await owner.getByRole("heading", { level: 1, name: /\d{6}/ }).textContent();
  const [code] = title?.match(/\d{6}/) ?? [];
  if (!code) throw new Error(`no code in the mail "${title}"`);
  return code;
}

/** Proves an address on the page that is open: types it, then the code from the mail. */
export async function proveAddress(visitor: Page, owner: Page, email: string) {
  await visitor.getByRole("textbox").fill(email);
  await visitor.getByRole("main").getByRole("button").first().click();
  await expect(visitor.getByRole("textbox")).toHaveAttribute("name", "code");
  await visitor.getByRole("textbox").fill(await codeFromOutbox(owner, email));
  await visitor.getByRole("main").getByRole("button").first().click();
  await expect(visitor.getByRole("textbox")).toHaveCount(0);
}

/** Joins, or signs in again, on the hosted page. */
export async function enterRewards(visitor: Page, owner: Page, email: string, locale = "en") {
  await visitor.goto(hosted("/signin", locale));
  await proveAddress(visitor, owner, email);
}

/** The page of the one customer with an e-mail; gives its address. */
export async function openCustomer(page: Page, email: string): Promise<string> {
  await page.goto(`${staff("customers")}?${new URLSearchParams({ q: email })}`);
  const path = (await page.getByRole("link", { name: email }).getAttribute("href")) ?? "";
  await page.goto(path);
  return path;
}

/** Records an order of the customer whose page is open, paid just now. */
export async function recordOrder(support: Page, id: string, total: string) {
  await support.getByRole("button", { name: "Record order" }).click();
  const dialog = support.getByRole("dialog", { name: "Record an order" });
  await dialog.getByLabel("Order id").fill(id);
  await dialog.getByLabel(/^Total paid/).fill(total);
  await dialog.getByRole("button", { name: "Record order" }).click();
  await expect(dialog).toBeHidden();
}

/** Publishes the draft as it stands; gives what the page says will change. */
export async function publishDraft(marketer: Page): Promise<string> {
  await marketer.goto(staff("program/publish"));
  const changes = (await marketer.getByRole("table", { name: "What changes" }).textContent()) ?? "";
  await marketer.getByRole("button", { name: "Publish now" }).click();
  await marketer.getByRole("button", { name: "Publish the program" }).click();
  await expect(marketer.getByText(/^Version \d+ is live\./)).toBeVisible();
  return changes;
}

/** What the audit log says of an act on something: `count` rows, of which the newest holds all of `texts`. */
export async function expectAudited(
  owner: Page,
  { action, subjectId, count = 1 }: { action: string; subjectId?: string; count?: number },
  ...texts: string[]
) {
  await owner.goto(
    `${staff("settings/audit")}?${new URLSearchParams({ action, subjectId: subjectId ?? "" })}`,
  );
  const rows = owner.getByRole("row").filter({ hasText: action });
  if (subjectId) await expect(rows).toHaveCount(count);
  for (const text of texts) await expect(rows.first()).toContainText(text);
}

/** The address behind the first link of a list. */
export async function firstOf(page: Page, list: string): Promise<string> {
  await page.goto(staff(list));
  return (await page.getByRole("table").getByRole("link").first().getAttribute("href")) ?? "";
}

/** The e-mail of the customer whose page is open: "ann@example.com · C-1" stands below the name. */
export async function emailOnPage(page: Page): Promise<string> {
  const line = await page
    .getByRole("main")
    .getByText(/@.* · /)
    .textContent();
  const [email = ""] = (line ?? "").split(" · ");
  return email;
}
