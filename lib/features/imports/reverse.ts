import { execute } from "@/lib/platform/command";
import type { Ctx } from "@/lib/platform/ctx";
import { type Reversed, reverseImport } from "./commands/reverse-import";

/**
 * Takes an import back, some hundred things per transaction; started again after a kill it goes on where it was. Answers
 * what was taken back. Throws as `imports.reverse` does.
 */
export async function reverseBatch(
  ctx: Ctx,
  batchId: string,
  onProgress: (done: number) => void = () => {},
): Promise<Reversed & { batch: string }> {
  const all: Reversed = { orders: 0, refunds: 0, points: 0, costs: 0, surveys: 0, transactions: 0 };
  for (;;) {
    const { more, ...reversed } = await execute(ctx, reverseImport, { batchId });
    for (const kind of Object.keys(all) as (keyof Reversed)[]) all[kind] += reversed[kind];
    onProgress(all.orders + all.refunds + all.points);
    if (!more) return { batch: batchId, ...all };
  }
}
