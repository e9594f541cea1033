// The pictures of the README, taken of a running demo: `npx tsx scripts/pictures.ts http://localhost:3000`

import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { demoSignIns } from "@/lib/features/demo";

const [address = "http://localhost:3000", memberLink] = process.argv.slice(2);
const folder = join(import.meta.dirname, "../docs/pictures");
const executablePath = process.env.CHROMIUM_PATH || "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

async function shoot(page: Page, name: string): Promise<void> {
  // Charts are drawn after the page has loaded, and draw themselves in once.
  await page.waitForLoadState("load");
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

const staff = await browser.newPage({ baseURL: address, viewport: { width: 1280, height: 860 } });
await staff.goto("/login");
await staff.getByLabel("E-mail").fill(demoSignIns[0]?.email ?? "");
await staff.getByLabel("Password").fill(demoSignIns[0]?.password ?? "");
await staff.getByRole("button", { name: "Sign in", exact: true }).click();
await staff.waitForURL("**/home");
const store = new URL(staff.url()).pathname.replace(/\/home$/, "");
await staff.goto(`${store}/analytics`);
await shoot(staff, "overview");
await staff.goto(`${store}/program/tiers`);
await shoot(staff, "tiers");
await staff.goto(`${store}/analytics/roi`);
await shoot(staff, "roi");
await staff.goto(`${store}/customers`);
await staff.getByRole("row").nth(1).getByRole("link").first().click();
await staff.getByRole("link", { name: "Ledger" }).click();
await staff.waitForURL("**/ledger");
await shoot(staff, "ledger");

if (memberLink) {
  const member = await browser.newPage({ baseURL: address, viewport: { width: 1280, height: 860 } });
  await member.goto(memberLink);
  await member.getByRole("button").first().click();
  await member.waitForURL(/\/r\/[^/]+$/);
  await shoot(member, "member");
}
await browser.close();
