import { z } from "zod";
import type { Db } from "@/db/client";
import { DomainError } from "@/lib/domain/errors";
import { createMerchantSchema, isSetUp } from "@/lib/features/merchants";
import { addMember, listMembers, removeMember } from "@/lib/features/team";
import { execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { parseInput } from "@/lib/platform/input";
import { read } from "@/lib/platform/query";
import { seedDemo } from "./seed-demo";

const inputSchema = z.object({ owner: createMerchantSchema.shape.owner });

/**
 * Starts an installation with the demo store, owned by the person who sets it up. The demo's own people leave the
 * team: their passwords are public. Throws VALIDATION, or PRECONDITION once there is a store.
 */
export async function setUpDemo(db: Db, raw: unknown, now: Date): Promise<{ slug: string }> {
  const { owner } = parseInput(inputSchema, raw);
  if (await isSetUp(db)) throw new DomainError("PRECONDITION", "already_set_up");
  const { merchantId, slug } = await seedDemo(db, now);
  await db.transaction(async (tx) => {
    const ctx = makeCtx({ merchantId, actor: { type: "system" }, now, db, tx });
    const demoPeople = await read(ctx, listMembers, {});
    await execute(ctx, addMember, { ...owner, name: owner.name ?? owner.email, role: "owner" });
    for (const { userId } of demoPeople) await execute(ctx, removeMember, { userId });
  });
  return { slug };
}
