import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { adoptMembers } from "@/lib/features/customers";
import { claimOwnOrders } from "@/lib/features/orders";
import { getVersionAt } from "@/lib/features/programs";
import { placeMembers } from "@/lib/features/tiers";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { chunkOf, externalId, outcomeOf } from "./outcome";

const text = z.string().max(500).optional();

/** What a file tells of a customer; what it leaves out stays as it is. */
const fact = z.strictObject({
  externalId,
  email: text,
  name: text,
  birthday: z.iso.date().optional(),
  country: text,
  locale: text,
  tags: z.array(z.string()).optional(),
  acceptsMarketing: z.boolean().optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  /** Member of the program since. */
  enrolledAt: z.coerce.date().optional(),
  createdAt: z.coerce.date().optional(),
});
type CustomerFact = z.infer<typeof fact>;
type StoredCustomer = typeof customers.$inferSelect;

function merged(told: CustomerFact, stored: StoredCustomer | undefined): CustomerFact {
  return told.attributes ? { ...told, attributes: { ...stored?.attributes, ...told.attributes } } : told;
}

/**
 * The whole row after the telling. A birthday counts as known of old where the file brings the customer, and as entered
 * now where it changes a known one.
 */
function rowOf(
  told: CustomerFact,
  stored: StoredCustomer | undefined,
  base: { merchantId: string; now: Date },
): typeof customers.$inferInsert {
  const moved = stored && told.birthday !== undefined && told.birthday !== stored.birthday;
  return {
    ...{ merchantId: base.merchantId, id: newId(), createdAt: base.now },
    ...stored,
    ...told,
    ...(moved ? { birthdayChangedAt: base.now } : {}),
  };
}

/** Lets earlier orders of who became a member by the file earn where the program says so, and puts members where orders and points say. */
async function placeJoined(tx: Tx, ctx: Ctx, ids: string[], noAwards: boolean): Promise<void> {
  const version = ids.length > 0 ? await getVersionAt(tx, ctx.merchantId, ctx.now) : null;
  if (!version) return;
  const { timezone } = version.document;
  if (!noAwards) await claimOwnOrders(tx, ctx, ids, version);
  await placeMembers(tx, ctx, { version, at: ctx.now, timezone, silent: true }, ids);
}

/**
 * Takes in customers by their ids. Answers what became of each. Told fields replace stored ones; tags as a whole. A new
 * id with the address of a member who joined on the page is that member's from now on.
 */
export const importCustomers = defineCommand({
  name: "imports.customers",
  permission: "imports.write",
  input: chunkOf(fact).extend({ noAwards: z.boolean().default(false) }),
  async run({ tx, ctx, input: { facts, noAwards } }) {
    const { merchantId, now } = ctx;
    const adopted = await adoptMembers(tx, ctx, facts);
    const ids = facts.map((customer) => customer.externalId);
    const stored = await tx
      .select()
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), inArray(customers.externalId, ids)))
      .orderBy(asc(customers.id))
      .for("update");
    const known = new Map(stored.map((customer) => [customer.externalId, customer]));
    const told = facts.map((each) => {
      const before = known.get(each.externalId);
      const customer = merged(each, before);
      return { customer, before, outcome: outcomeOf(before, customer) };
    });
    const changed = told.filter(({ outcome }) => outcome !== "unchanged");
    if (changed.length > 0) {
      const rows = await tx
        .insert(customers)
        .values(changed.map(({ customer, before }) => rowOf(customer, before, { merchantId, now })))
        .onConflictDoUpdate({
          target: [customers.merchantId, customers.externalId],
          set: {
            email: sql`excluded.email`,
            name: sql`excluded.name`,
            birthday: sql`excluded.birthday`,
            birthdayChangedAt: sql`excluded.birthday_changed_at`,
            country: sql`excluded.country`,
            locale: sql`excluded.locale`,
            tags: sql`excluded.tags`,
            acceptsMarketing: sql`excluded.accepts_marketing`,
            attributes: sql`excluded.attributes`,
            enrolledAt: sql`excluded.enrolled_at`,
            createdAt: sql`excluded.created_at`,
            // whoever made a plan on the row as it was plans again
            version: sql`${customers.version} + 1`,
          },
        })
        .returning({ id: customers.id, externalId: customers.externalId, enrolledAt: customers.enrolledAt });
      const joined = rows.filter((row) => row.enrolledAt && !known.get(row.externalId)?.enrolledAt);
      await placeJoined(
        tx,
        ctx,
        joined.map(({ id }) => id),
        noAwards,
      );
    }
    return {
      result: { facts: told.map(({ customer, outcome }) => ({ externalId: customer.externalId, outcome })) },
      audit: adopted,
    };
  },
});
