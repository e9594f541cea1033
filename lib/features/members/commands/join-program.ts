import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { customers, merchants } from "@/db/schema";
import { awardsForJoining } from "@/lib/domain/earning/calculate";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import type { Credit } from "@/lib/domain/ledger/posting";
import { expiryOf } from "@/lib/domain/orders/book";
import type { ProgramVersion } from "@/lib/domain/program/schema";
import { tierFor } from "@/lib/domain/tiers/evaluate";
import { localDateOf } from "@/lib/domain/time";
import { customerFactColumns } from "@/lib/features/orders";
import { getVersionAt } from "@/lib/features/programs";
import { ownCustomerId } from "@/lib/features/rewards";
import { defineLedgerCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";

async function loadFacts(db: Db | Tx, ctx: Ctx, lock: boolean) {
  const rows = db
    .select({ ...customerFactColumns, joinedAt: customers.joinedAt, timezone: merchants.timezone })
    .from(customers)
    .innerJoin(merchants, eq(merchants.id, customers.merchantId))
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, ownCustomerId(ctx))));
  const [[customer], version] = await Promise.all([
    lock ? rows.for("update", { of: customers }) : rows,
    getVersionAt(db, ctx.merchantId, ctx.now),
  ]);
  if (!customer) throw new DomainError("NOT_FOUND");
  return { customer, version };
}

type Customer = Awaited<ReturnType<typeof loadFacts>>["customer"];

function welcomePostings(customer: Customer, { document, number }: ProgramVersion, now: Date): Credit[] {
  return awardsForJoining(document, localDateOf(now, customer.timezone)).map(({ ruleKey, units }) => ({
    op: "credit",
    code: "earn",
    account: "issued",
    id: newId(),
    lotId: newId(),
    key: `joined:${customer.id}:${ruleKey}`,
    customerId: customer.id,
    asset: "points",
    amount: units,
    occurredAt: now,
    expiresOn: expiryOf(document, now, customer.timezone),
    sourceType: "customer",
    sourceId: customer.id,
    programVersion: number,
    trace: { rule: ruleKey, arithmetic: [{ step: "fixed", result: units.toString() }] },
  }));
}

/**
 * Joins the program by the customer's own act: enrols, gives what joining earns, once in a lifetime, and sets the
 * tier. Does nothing (`joined: false`) for who joined before, is blocked, or while no program is live: then the next
 * sign-in joins.
 */
export const joinProgram = defineLedgerCommand({
  name: "members.join",
  permission: "self.write",
  input: z.strictObject({}),
  facts: ({ db, ctx, lock }) => loadFacts(db, ctx, lock),
  plan({ facts: { customer, version }, ctx }) {
    if (!version || customer.joinedAt || customer.blockedAt)
      return { result: { joined: false, points: "0" }, audit: [] };
    const { timezone: _, ...facts } = customer;
    const postings = welcomePostings(customer, version, ctx.now);
    const points = postings.reduce((sum, posting) => sum + posting.amount, 0n);
    const pointsEarned = facts.pointsEarned + points;
    const tierKey = tierFor(version.document.tiers, { ...facts, pointsEarned });
    const moved = tierKey !== facts.tierKey;
    const tierSince = moved && tierKey ? ctx.now : facts.tierSince;
    const enrolledAt = facts.enrolledAt ?? ctx.now;
    const payload = { customer: facts.externalId };
    return {
      result: { joined: true, points: points.toString() },
      customers: [{ ...facts, joinedAt: ctx.now, enrolledAt, pointsEarned, tierKey, tierSince }],
      postings,
      audit: [
        { action: "member.join", subjectType: "customer", subjectId: facts.id, after: { points, tierKey } },
      ],
      events: [
        ...postings.map(({ id, amount }) => ({
          type: "points.earned",
          payload: { ...payload, amount: amount.toString(), transaction: id },
        })),
        ...(moved
          ? [{ type: "tier.changed", payload: { ...payload, from: facts.tierKey, to: tierKey } }]
          : []),
      ],
    };
  },
});
