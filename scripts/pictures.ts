// The pictures of the README, taken of a running demo: `npx tsx scripts/pictures.ts http://localhost:3000 MEMBER_LINK`

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
const pages = {
  overview: "analytics",
  tiers: "program/tiers",
  segment: "segments/quiet-regulars",
  funnel: "analytics/referrals",
  roi: "analytics/roi",
};
for (const [name, path] of Object.entries(pages)) {
  await staff.goto(`${store}/${path}`);
  await shoot(staff, name);
}
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
  const rewards = member.url();
  await member.setViewportSize({ width: 390, height: 844 });
  for (const name of ["invite", "subscription"]) {
    await member.goto(`${rewards}/${name}`);
    await shoot(member, name);
  }
}
await browser.close();
