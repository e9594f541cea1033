import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { type Role, store } from "./store";

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Signs in by the form of the sign-in page, as people do. */
export async function signIn(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/app\//);
}

export function signInOf(role: Role) {
  const person = store.signIns.find((one) => one.role === role);
  if (!person) throw new Error(`the demo store has no ${role}`);
  return person;
}

type Fixtures = {
  /** A page of its own for one role, signed in. */
  as: (role: Role) => Promise<Page>;
};
type WorkerFixtures = {
  /** The cookies of a role; it signs in once for all tests. */
  sessionOf: (role: Role) => Promise<StorageState>;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  sessionOf: [
    async ({ browser }, use, { project }) => {
      const kept = new Map<Role, Promise<StorageState>>();
      async function open(role: Role) {
        const context = await browser.newContext({ baseURL: project.use.baseURL });
        await signIn(await context.newPage(), signInOf(role));
        const state = await context.storageState();
        await context.close();
        return state;
      }
      await use((role) => {
        const state = kept.get(role) ?? open(role);
        kept.set(role, state);
        return state;
      });
    },
    { scope: "worker" },
  ],
  as: async ({ browser, sessionOf }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (role) => {
      const context = await browser.newContext({ storageState: await sessionOf(role) });
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect } from "@playwright/test";
