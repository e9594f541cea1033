import { shop } from "@/db/seed/shop";
import { setGrossMargin } from "@/lib/features/costs";
import { createMerchant } from "@/lib/features/merchants";
import { addMember } from "@/lib/features/team";
import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";

const PASSWORD = "demo-regulars";
const DOMAIN = "demo.regulars.test";
const staff = [
  { role: "owner", name: "Olive Marsh" },
  { role: "marketer", name: "Maya Brook" },
  { role: "support", name: "Sam Doyle" },
  { role: "analyst", name: "Anna Weber" },
] as const;

/** One sign-in of each role of the demo store. */
export const demoSignIns = staff.map(({ role }) => ({
  role,
  email: `${role}@${DOMAIN}`,
  password: PASSWORD,
}));

type Role = (typeof staff)[number]["role"];
/** The same context, with somebody of the store at work in it. */
type As = (role: Role, ctx: Ctx) => Ctx;

/** Makes the store with a person of each role; gives a way to let them work. */
export async function openStore(ctx: Ctx): Promise<As> {
  const [owner, ...others] = staff.map((person, i) => ({ ...person, ...demoSignIns[i] }));
  const { slug, name, currency, timezone } = shop;
  const { ownerId } = await execute(ctx, createMerchant, {
    slug,
    name,
    currency,
    timezone,
    owner: { email: owner?.email, password: PASSWORD, name: owner?.name },
  });
  const people = new Map<Role, string>([["owner", ownerId]]);
  for (const { email, name: memberName, role } of others) {
    const member = { email, name: memberName, password: PASSWORD, role };
    people.set(role, (await execute(ctx, addMember, member)).userId);
  }
  await execute(ctx, setGrossMargin, { grossMarginBps: shop.grossMarginBps });
  return (role, at) => {
    const actor = {
      type: "staff" as const,
      role,
      userId: people.get(role) ?? "",
      email: `${role}@${DOMAIN}`,
    };
    return { ...at, actor };
  };
}
