// The pictures of the README, taken of a running demo: `npx tsx scripts/pictures.ts http://localhost:3000 MEMBER_LINK`

import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { demoSignIns } from "@/lib/features/demo";

const [address, memberLink] = process.argv.slice(2);
if (!address || !memberLink) throw new Error("Say the address and the member's link that the demo printed.");
// Whom the link signs in, so that staff looks at the same customer.
const token = new URL(memberLink).searchParams.get("token") ?? "";
const { customerId } = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
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
  rule: "program/earning/bath-stamps",
  "dry-run": "program/simulate",
  segment: "segments/quiet-regulars",
  funnel: "analytics/referrals",
  roi: "analytics/roi",
  ledger: `customers/${customerId}/ledger`,
};
for (const [name, path] of Object.entries(pages)) {
  await staff.goto(`${store}/${path}`);
  await shoot(staff, name);
}

const member = await browser.newPage({ baseURL: address, viewport: { width: 1280, height: 860 } });
await member.goto(memberLink);
await member.getByRole("button").first().click();
await member.waitForURL(/\/r\/[^/]+$/);
await shoot(member, "member");
const rewards = member.url();
await member.setViewportSize({ width: 390, height: 844 });
for (const name of ["invite", "subscription", "activity"]) {
  await member.goto(`${rewards}/${name}`);
  await shoot(member, name);
}
await browser.close();
