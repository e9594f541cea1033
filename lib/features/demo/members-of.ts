import { and, eq, inArray } from "drizzle-orm";
import { customers } from "@/db/schema";
import type { Shopper } from "@/db/seed/behaviour";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { loadRewardMembers } from "@/lib/features/rewards";
import type { Ctx } from "@/lib/platform/ctx";

/** The shoppers as the program's rewards see them; the stock there is, is shared by all of them. */
export async function membersOf({ db, merchantId, now }: Ctx, program: ProgramDocument, shoppers: Shopper[]) {
  const names = shoppers.map((shopper) => shopper.person.externalId);
  const rows = await db
    .select({ id: customers.id, externalId: customers.externalId })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), inArray(customers.externalId, names)))
    .orderBy(customers.externalId);
  const members = await loadRewardMembers(
    db,
    { merchantId, now, timezone: program.timezone },
    program,
    rows.map(({ id }) => id),
  );
  const stock = new Map([...members.values()].flatMap((member) => [...member.stock]));
  return rows.flatMap((row) => {
    const member = members.get(row.id);
    return member ? [{ ...row, ...member, stock }] : [];
  });
}
