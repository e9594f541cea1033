import { and, asc, eq, inArray, like, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customerCodes, customers } from "@/db/schema";
import type { Ctx } from "@/lib/platform/ctx";
import type { AuditEntry } from "@/lib/platform/ledger-post";

/** Who joined on the rewards page before the shop knew them; see `verifyCode`. */
const WEB_ID = "web:%";

/** A customer as the shop names them. */
export type Arrival = { externalId: string; email?: string | null | undefined };

const addressOf = ({ email }: Arrival) => email?.trim().toLowerCase() || null;

/** Those with an address whom the shop has not named before. */
async function newcomers(db: Db | Tx, ctx: Ctx, arrivals: Iterable<Arrival>): Promise<Map<string, string>> {
  const addresses = new Map<string, string>();
  for (const arrival of arrivals) {
    const address = addressOf(arrival);
    if (address) addresses.set(arrival.externalId, address);
  }
  if (addresses.size === 0) return addresses;
  const known = await db
    .select({ externalId: customers.externalId })
    .from(customers)
    .where(
      and(eq(customers.merchantId, ctx.merchantId), inArray(customers.externalId, [...addresses.keys()])),
    );
  for (const { externalId } of known) addresses.delete(externalId);
  return addresses;
}

const address = sql<string>`lower(${customers.email})`;

/** Members who only joined on the page, with one of these addresses; of several the one who joined first. */
async function waitingMembers(db: Db | Tx, ctx: Ctx, addresses: string[]) {
  const rows = await db
    .select({ id: customers.id, externalId: customers.externalId, address })
    .from(customers)
    .where(
      and(
        eq(customers.merchantId, ctx.merchantId),
        inArray(address, addresses),
        like(customers.externalId, WEB_ID),
      ),
    )
    .orderBy(sql`${customers.joinedAt} desc nulls first`, asc(customers.id));
  return new Map(rows.map((row) => [row.address, row]));
}

/** Whether one of these is a member who joined on the page, or is joining at this moment. A look without a lock. */
export async function meetsMember(db: Db | Tx, ctx: Ctx, arrivals: Iterable<Arrival>): Promise<boolean> {
  const addresses = [...new Set((await newcomers(db, ctx, arrivals)).values())];
  if (addresses.length === 0) return false;
  const codes = db
    .select({ one: sql`1` })
    .from(customerCodes)
    .where(and(eq(customerCodes.merchantId, ctx.merchantId), inArray(customerCodes.email, addresses)))
    .limit(1);
  const [waiting, joining] = await Promise.all([waitingMembers(db, ctx, addresses), codes]);
  return waiting.size > 0 || joining.length > 0;
}

/**
 * Lets a customer whom the shop names for the first time be the member who joined on the page with the same proven
 * address: that member takes over the shop's id, and keeps all that is theirs. Of several newcomers with one address
 * the first does. Whoever joins at the same moment holds their code's row, and is waited for. Returns what to audit.
 */
export async function adoptMembers(
  tx: Db | Tx,
  ctx: Ctx,
  arrivals: Iterable<Arrival>,
): Promise<AuditEntry[]> {
  const arrived = await newcomers(tx, ctx, arrivals);
  if (arrived.size === 0) return [];
  const addresses = [...new Set(arrived.values())].sort();
  await tx
    .select({ email: customerCodes.email })
    .from(customerCodes)
    .where(and(eq(customerCodes.merchantId, ctx.merchantId), inArray(customerCodes.email, addresses)))
    .orderBy(asc(customerCodes.email))
    .for("share");
  const members = await waitingMembers(tx, ctx, addresses);
  const adopted: AuditEntry[] = [];
  const taken = [...arrived].sort().flatMap(([externalId, told]) => {
    const member = members.get(told);
    members.delete(told);
    return member ? [{ externalId, member }] : [];
  });
  // By id, as whoever holds several customers does: two who hold the same ones wait instead of deadlocking.
  taken.sort((a, b) => (a.member.id < b.member.id ? -1 : 1));
  for (const { externalId, member } of taken) {
    const own = and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, member.id));
    // The version moves, so that a plan of the ledger that knew the old id is made again.
    const moved = await tx
      .update(customers)
      .set({ externalId, version: sql`${customers.version} + 1` })
      .where(and(own, like(customers.externalId, WEB_ID)))
      .returning({ id: customers.id });
    if (moved.length > 0)
      adopted.push({
        action: "customer.adopt",
        subjectType: "customer",
        subjectId: member.id,
        before: { externalId: member.externalId },
        after: { externalId },
      });
  }
  return adopted;
}
