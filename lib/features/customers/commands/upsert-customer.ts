import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { defineCommand, type Outcome } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { contentHash } from "@/lib/platform/json";
import { adoptMembers } from "../adopt";
import { type CustomerInput, upsertCustomerSchema } from "../schema";

const profile = {
  email: customers.email,
  name: customers.name,
  birthday: customers.birthday,
  country: customers.country,
  locale: customers.locale,
  tags: customers.tags,
  acceptsMarketing: customers.acceptsMarketing,
  attributes: customers.attributes,
  enrolledAt: customers.enrolledAt,
  createdAt: customers.createdAt,
};

type Told = Omit<CustomerInput, "externalId">;
type Stored = { [K in keyof typeof profile]: Told[K] | null };

/** Attributes are added to the known ones; of two enrolment or creation times the earlier is right. */
function merged(before: Stored, { externalId: _, ...told }: CustomerInput): Told {
  const earlier = (a: Date | null | undefined, b: Date | undefined) => (a && b && a < b ? a : b);
  return {
    ...told,
    attributes: told.attributes && { ...before.attributes, ...told.attributes },
    enrolledAt: earlier(before.enrolledAt, told.enrolledAt),
    createdAt: earlier(before.createdAt, told.createdAt),
  };
}

/** The fields that are told and differ from what is stored. */
function changesOf(before: Stored, told: Told) {
  const keys = Object.keys(profile) as (keyof Told)[];
  return keys.filter(
    (key) => told[key] !== undefined && contentHash(told[key]) !== contentHash(before[key] ?? null),
  );
}

async function insert(tx: Tx, ctx: Ctx, told: CustomerInput): Promise<string | null> {
  const createdAt = told.createdAt ?? ctx.now;
  const [row] = await tx
    .insert(customers)
    .values({
      ...told,
      merchantId: ctx.merchantId,
      id: newId(),
      createdAt,
      birthdayChangedAt: told.birthday ? createdAt : null,
    })
    .onConflictDoNothing()
    .returning({ id: customers.id });
  return row?.id ?? null;
}

async function update(tx: Tx, ctx: Ctx, told: CustomerInput): Promise<Outcome<UpsertedCustomer>> {
  const [row] = await tx
    .select({ id: customers.id, ...profile })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.externalId, told.externalId)))
    .for("update");
  if (!row) throw new DomainError("STALE");
  const { id, ...before } = row;
  const next = merged(before, told);
  const changed = changesOf(before, next);
  if (changed.length === 0) return { result: { id, outcome: "unchanged" }, audit: [] };
  // The version moves, so that a plan of the ledger that read the old enrolment is made again.
  await tx
    .update(customers)
    .set({
      ...next,
      ...(changed.includes("birthday") ? { birthdayChangedAt: ctx.now } : {}),
      version: sql`${customers.version} + 1`,
    })
    .where(and(eq(customers.merchantId, ctx.merchantId), eq(customers.id, id)));
  const pick = (from: Stored) => Object.fromEntries(changed.map((key) => [key, from[key]]));
  return {
    result: { id, outcome: "updated" },
    audit: [
      {
        action: "customer.update",
        subjectType: "customer",
        subjectId: id,
        before: pick(before),
        after: pick({ ...before, ...next }),
      },
    ],
  };
}

export type UpsertedCustomer = { id: string; outcome: "created" | "updated" | "unchanged" };

/**
 * Adds a customer by the shop's id, or brings the known one up to date; answers the id and whether it was created,
 * updated or left unchanged. A new id with the address of a member who joined on the page is that member's from now on.
 * Counters and tier are not touched: only orders move them. Throws CONFLICT when the customer exists and `ifExists` is
 * "refuse".
 */
export const upsertCustomer = defineCommand({
  name: "customers.upsert",
  permission: "customers.write",
  input: upsertCustomerSchema,
  async run({ tx, ctx, input: { ifExists, ...told } }): Promise<Outcome<UpsertedCustomer>> {
    const adopted = await adoptMembers(tx, ctx, [told]);
    const id = adopted.length > 0 ? null : await insert(tx, ctx, told);
    if (id)
      return {
        result: { id, outcome: "created" },
        audit: [{ action: "customer.create", subjectType: "customer", subjectId: id, after: told }],
      };
    if (ifExists === "refuse" && adopted.length === 0)
      throw new DomainError("CONFLICT", "customer_exists", {}, { externalId: "customer_exists" });
    const { result, audit } = await update(tx, ctx, told);
    if (adopted.length === 0) return { result, audit };
    return { result: { ...result, outcome: "updated" }, audit: [...adopted, ...audit] };
  },
});
