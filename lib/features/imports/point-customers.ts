import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { versionAt } from "@/lib/domain/program/versions";
import { adoptMembers } from "@/lib/features/customers";
import { placeMembers } from "@/lib/features/tiers";
import type { Ctx } from "@/lib/platform/ctx";
import type { AuditEntry } from "@/lib/platform/ledger-post";

/** Whom a row of points is for, and when. */
export type Receiver = { customerExternalId: string | null; email: string | null; at: Date };

export type UnknownReceiver = "email_unknown" | "email_of_several";

const addressOf = ({ email }: Receiver) => email?.trim().toLowerCase() ?? "";

/** Ids by the shop's id. Whom nobody has told of yet is made a customer. */
async function byExternalId(tx: Tx, ctx: Ctx, named: Map<string, Receiver>): Promise<Map<string, string>> {
  if (named.size === 0) return new Map();
  const { merchantId } = ctx;
  const rows = [...named].sort().map(([externalId, { email, at: createdAt }]) => {
    return { merchantId, id: newId(), externalId, email, createdAt };
  });
  await tx.insert(customers).values(rows).onConflictDoNothing();
  const known = await tx
    .select({ id: customers.id, externalId: customers.externalId })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), inArray(customers.externalId, [...named.keys()])));
  return new Map(known.map(({ id, externalId }) => [externalId, id]));
}

/** Ids by address, in small letters; several where several customers have it. */
async function byAddress(tx: Tx, { merchantId }: Ctx, addresses: string[]): Promise<Map<string, string[]>> {
  if (addresses.length === 0) return new Map();
  const address = sql<string>`lower(${customers.email})`;
  const rows = await tx
    .select({ id: customers.id, address })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), inArray(address, addresses)));
  const known = Map.groupBy(rows, (row) => row.address);
  return new Map([...known].map(([one, own]) => [one, own.map(({ id }) => id)]));
}

/**
 * Finds whom rows are for: by the shop's id, which makes who is new a customer, else by an address that one customer has.
 * Gives for each row the customer's id or why there is none, and what to audit of members who took over a shop's id.
 */
export async function findReceivers(
  tx: Tx,
  ctx: Ctx,
  rows: readonly Receiver[],
): Promise<{ found: ({ id: string } | { reason: UnknownReceiver })[]; adopted: AuditEntry[] }> {
  const named = new Map<string, Receiver>();
  for (const row of rows)
    if (row.customerExternalId !== null && !named.has(row.customerExternalId))
      named.set(row.customerExternalId, row);
  const arrivals = [...named].map(([externalId, { email }]) => ({ externalId, email }));
  const adopted = await adoptMembers(tx, ctx, arrivals);
  const ids = await byExternalId(tx, ctx, named);
  const addressed = rows.filter(({ customerExternalId }) => customerExternalId === null).map(addressOf);
  const addresses = await byAddress(tx, ctx, [...new Set(addressed)]);
  const found = rows.map((row) => {
    const own = row.customerExternalId === null ? addresses.get(addressOf(row)) : undefined;
    const id = row.customerExternalId === null ? own?.[0] : ids.get(row.customerExternalId);
    if (!id) return { reason: "email_unknown" as const };
    return own && own.length > 1 ? { reason: "email_of_several" as const } : { id };
  });
  return { found, adopted };
}

/**
 * Where enrolment is automatic, who is given points is a member from then on, and stands on the ladder. Holds the
 * customers until the transaction ends.
 */
export async function enrolReceivers(
  tx: Tx,
  ctx: Ctx,
  receivers: readonly { id: string; at: Date }[],
  versions: readonly ProgramVersion[],
): Promise<void> {
  if (receivers.length === 0) return;
  const since = new Map<string, Date>();
  for (const { id, at } of receivers) {
    const known = since.get(id);
    const isAutomatic = versionAt(versions, at)?.document.enrolment.type === "automatic";
    if (isAutomatic && (!known || at < known)) since.set(id, at);
  }
  const own = eq(customers.merchantId, ctx.merchantId);
  const held = await tx
    .select({ id: customers.id, enrolledAt: customers.enrolledAt })
    .from(customers)
    .where(and(own, inArray(customers.id, [...new Set(receivers.map(({ id }) => id))])))
    .orderBy(asc(customers.id))
    .for("update");
  const strangers = held.filter(({ id, enrolledAt }) => enrolledAt === null && since.has(id));
  for (const { id } of strangers)
    await tx
      .update(customers)
      .set({ enrolledAt: since.get(id), version: sql`${customers.version} + 1` })
      .where(and(own, eq(customers.id, id), isNull(customers.enrolledAt)));
  const version = versionAt(versions, ctx.now);
  if (!version || strangers.length === 0) return;
  const placing = { version, at: ctx.now, timezone: version.document.timezone, silent: true };
  await placeMembers(
    tx,
    ctx,
    placing,
    strangers.map(({ id }) => id),
  );
}
