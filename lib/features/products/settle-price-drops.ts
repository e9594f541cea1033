import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { payPriceDrops } from "./commands/pay-price-drops";

type Page = { credits: number; next: { placedAt: string; orderId: string } | null };

/** Pays back all price drops that are due now, page by page; returns how many credits. For jobs. */
export async function settlePriceDrops(ctx: Ctx): Promise<number> {
  let credits = 0;
  for (let after: Page["next"] = null; ; ) {
    const page: Page = await execute(ctx, payPriceDrops, { after });
    credits += page.credits;
    if (!page.next) return credits;
    after = page.next;
  }
}
