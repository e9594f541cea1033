import { can } from "@/lib/domain/permissions";
import type { Actor } from "./ctx";

/** Stands for what the actor may not see. */
export const HIDDEN = "•••";

/** Whether the actor sees names, e-mails and birthdays in clear, and may search by them. */
export function mayIdentify(actor: Actor): boolean {
  return actor.type !== "staff" || can(actor.role, "customers.identify");
}

/** The first letter of each word of a name: "Anna Petrova" → "A••• P•••". */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [...word][0] + HIDDEN)
    .join(" ");
}

/** The first letter of an e-mail and its top domain: "anna@shop.co.uk" → "a•••@•••.uk". */
export function maskEmail(email: string): string {
  return `${[...email][0] ?? ""}${HIDDEN}@${HIDDEN}${email.slice(email.lastIndexOf("."))}`;
}

/** A reward code as the actor may see it: it is money, so who may not identify customers sees its end only. */
export function shownCode(actor: Actor, code: string): string {
  return mayIdentify(actor) ? code : `••••${code.slice(-4)}`;
}

type Identity = { name: string | null; email: string | null };

/** A row as the actor may see it. */
export function identified<Row extends Identity>(actor: Actor, row: Row): Row & { masked: boolean } {
  if (mayIdentify(actor)) return { ...row, masked: false };
  return {
    ...row,
    name: row.name && maskName(row.name),
    email: row.email && maskEmail(row.email),
    masked: true,
  };
}
