import { and, eq, inArray, or } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, redemptions } from "@/db/schema";
import type { Book } from "@/lib/domain/orders/book";
import { isHadAtOnce } from "@/lib/domain/rewards/cost";

/**
 * Those of these codes that orders may use, and those that orders have used: also what the shop told the use of with an
 * order that does not name its codes.
 */
export async function loadCodes(
  db: Db | Tx,
  merchantId: string,
  { codes, orderIds }: { codes: string[]; orderIds: string[] },
): Promise<Pick<Book, "openCodes" | "usedCodes">> {
  const [openCodes, usedCodes]: [Book["openCodes"], Book["usedCodes"]] = [new Map(), new Map()];
  if (codes.length + orderIds.length === 0) return { openCodes, usedCodes };
  const rows = await db
    .select({
      id: redemptions.id,
      code: redemptions.code,
      price: redemptions.price,
      reward: redemptions.reward,
      customerId: redemptions.customerId,
      customerExternalId: customers.externalId,
      asset: redemptions.asset,
      transactionId: redemptions.transactionId,
      status: redemptions.status,
      orderId: redemptions.orderId,
      reservedFor: redemptions.reservedFor,
    })
    .from(redemptions)
    .innerJoin(
      customers,
      and(eq(customers.merchantId, redemptions.merchantId), eq(customers.id, redemptions.customerId)),
    )
    .where(
      and(
        eq(redemptions.merchantId, merchantId),
        or(inArray(redemptions.code, codes), inArray(redemptions.orderId, orderIds)),
      ),
    );
  for (const { status, orderId, reservedFor, ...code } of rows) {
    if (status === "issued" || status === "expired") openCodes.set(code.code, { ...code, awaitsOrder: null });
    // The shop told of the use before the order.
    if (status === "used" && !orderId && !isHadAtOnce(code.reward))
      openCodes.set(code.code, { ...code, awaitsOrder: reservedFor });
    if (status === "used" && orderId)
      usedCodes.set(orderId, [...(usedCodes.get(orderId) ?? []), { ...code, awaitsOrder: null }]);
  }
  return { openCodes, usedCodes };
}
