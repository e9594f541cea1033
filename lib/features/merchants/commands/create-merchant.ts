import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, merchants, staffUsers } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { newId } from "@/lib/domain/id";
import { insertReadyMade } from "@/lib/features/segments";
import { hashPassword } from "@/lib/platform/auth/passwords";
import { defineCommand } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { type CreateMerchantInput, createMerchantSchema } from "../schema";

/** The staff user of the e-mail: made now, or, if there is one, as they are (their password stays). */
async function findOrAddOwner(tx: Tx, ctx: Ctx, owner: CreateMerchantInput["owner"]) {
  const [known] = await tx
    .select({ id: staffUsers.id })
    .from(staffUsers)
    .where(eq(staffUsers.email, owner.email));
  if (known) return known.id;
  const id = newId();
  await tx.insert(staffUsers).values({
    id,
    email: owner.email,
    name: owner.name ?? owner.email.replace(/@.*/, ""),
    passwordHash: await hashPassword(owner.password),
    createdAt: ctx.now,
  });
  return id;
}

async function insertMerchant(tx: Tx, ctx: Ctx, input: CreateMerchantInput) {
  const { owner, ...merchant } = input;
  const inserted = await tx
    .insert(merchants)
    .values({ id: ctx.merchantId, ...merchant, createdAt: ctx.now })
    .onConflictDoNothing({ target: merchants.slug })
    .returning({ id: merchants.id });
  if (inserted.length === 0) throw new DomainError("CONFLICT", "slug_taken", {}, { slug: "taken" });
  const userId = await findOrAddOwner(tx, ctx, owner);
  await tx
    .insert(memberships)
    .values({ merchantId: ctx.merchantId, userId, role: "owner", createdAt: ctx.now });
  await insertReadyMade(tx, ctx);
  return {
    result: { merchantId: ctx.merchantId, slug: merchant.slug, ownerId: userId },
    audit: [
      {
        action: "merchant.create",
        subjectType: "merchant",
        subjectId: ctx.merchantId,
        after: { ...merchant, owner: userId },
      },
    ],
  };
}

/**
 * Creates a store with its owner and the ready-made segments; publishes no program. `ctx.merchantId` is the id the store gets: a new one.
 * An owner whose e-mail is known already keeps their password. Throws CONFLICT for a slug that is taken.
 */
export const createMerchant = defineCommand({
  name: "merchant.create",
  permission: "merchant.create",
  input: createMerchantSchema,
  run: ({ tx, ctx, input }) => insertMerchant(tx, ctx, input),
});

async function refuseSecondSetUp(tx: Tx): Promise<void> {
  const [store] = await tx.select({ id: merchants.id }).from(merchants).limit(1);
  const [user] = await tx.select({ id: staffUsers.id }).from(staffUsers).limit(1);
  if (store || user) throw new DomainError("PRECONDITION", "already_set_up");
}

/**
 * Creates the first store of an installation; anyone may, once. `ctx.merchantId` as in `createMerchant`.
 * Throws PRECONDITION as soon as there is a store or a staff user.
 */
export const setUp = defineCommand({
  name: "merchant.set-up",
  permission: "public",
  input: createMerchantSchema,
  async run({ tx, ctx, input }) {
    await refuseSecondSetUp(tx);
    // Two visitors at once: the second waits here and then sees the first one's store.
    await tx.execute(sql`lock table ${merchants} in share row exclusive mode`);
    await refuseSecondSetUp(tx);
    return insertMerchant(tx, ctx, input);
  },
});
