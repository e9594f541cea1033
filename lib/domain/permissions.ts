export const roles = ["owner", "marketer", "support", "analyst"] as const;
export type Role = (typeof roles)[number];

/** What each staff role may do. Fails closed: what is not listed is refused. */
const grants = {
  /** A new store: the operator alone. */
  "merchant.create": [],
  /** The own name, password and sessions. */
  "account.write": ["owner", "marketer", "support", "analyst"],
  "merchant.read": ["owner", "marketer", "support", "analyst"],
  "merchant.write": ["owner"],
  "team.read": ["owner"],
  "team.write": ["owner"],
  "audit.read": ["owner"],
  "outbox.read": ["owner"],
  "program.read": ["owner", "marketer", "analyst"],
  "program.write": ["owner", "marketer"],
  "program.publish": ["owner", "marketer"],
  "customers.read": ["owner", "marketer", "support", "analyst"],
  "customers.write": ["owner", "marketer", "support"],
  /** Names, e-mails and birthdays in clear; without it they are masked. */
  "customers.identify": ["owner", "marketer", "support"],
  "points.adjust": ["owner", "support"],
  "orders.write": ["owner", "support"],
  /** What customers did that is no order: reviews, visits, the merchant's own events. */
  "events.write": ["owner", "support"],
  "redemptions.write": ["owner", "support"],
  "segments.read": ["owner", "marketer", "support", "analyst"],
  "segments.write": ["owner", "marketer"],
  "referrals.read": ["owner", "marketer", "support", "analyst"],
  "subscriptions.read": ["owner", "marketer", "support", "analyst"],
  "subscriptions.write": ["owner", "support"],
  "surveys.read": ["owner", "marketer", "support", "analyst"],
  "surveys.write": ["owner", "marketer"],
  "figures.read": ["owner", "marketer", "analyst"],
  "costs.write": ["owner", "marketer"],
  "products.write": ["owner", "marketer"],
  "imports.read": ["owner", "marketer"],
  "imports.write": ["owner", "marketer"],
  "ledger.verify": ["owner"],
  "day.run": [],
  /** Own acts of a signed-in customer on the rewards page; no staff role has it. */
  "self.read": [],
  "self.write": [],
  /** Acts of a visitor who has proved nothing yet: asking for a code, answering by token. */
  public: [],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof grants;

/** Whether a staff role holds a permission. */
export function can(role: Role, permission: Permission): boolean {
  const holders: readonly Role[] = grants[permission];
  return holders.includes(role);
}
