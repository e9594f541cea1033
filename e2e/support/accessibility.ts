import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** What axe finds serious or critical, one line each, in both colour schemes. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    for (const { id, impact, nodes } of violations)
      if (impact === "serious" || impact === "critical")
        found.push(`${colorScheme}: ${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }
  return found;
}

/** How many pixels a phone would have to scroll sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  await page.setViewportSize(phone);
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Expects of the page as it stands: nothing serious for axe in light and dark, nothing wider than a phone. */
export async function expectAccessible(page: Page, what: string) {
  await page.setViewportSize(desktop);
  expect.soft(await faults(page), what).toEqual([]);
  expect.soft(await sidewaysScroll(page), `${what}: wider than a phone`).toBe(0);
  if (process.env.REGULARS_DEEP) expect.soft(await faults(page), `${what} on a phone`).toEqual([]);
  await page.setViewportSize(desktop);
}

/** The same of each address, which must also answer with `status` and put nothing on the console. */
export async function expectAccessiblePages(page: Page, paths: string[], status = 200) {
  const said: string[] = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  for (const path of paths) {
    said.length = 0;
    const response = await page.goto(path, { waitUntil: "networkidle" });
    expect.soft(response?.status(), path).toBe(status);
    await expect.soft(page.getByRole("heading", { level: 1 }), path).toBeVisible();
    await expectAccessible(page, path);
    if (status === 200) expect.soft(said, `console of ${path}`).toEqual([]);
  }
}
