import { z } from "zod";
import { type ProgramDocument, textIn } from "@/lib/domain/program/schema";

const named = z
  .object({
    rewardKey: z.string(),
    reward: z.string(),
    challenge: z.string(),
    floor: z.string().nullable(),
    type: z.string(),
  })
  .partial();

type Named = { key: string; name: ProgramDocument["rewards"][number]["name"] };

/** Names what rows of the audit are about as the program of today does: a reward, a challenge, a tier; null for others. */
export function createHistoryNames(program: ProgramDocument | null) {
  const nameIn = (all: readonly Named[] | undefined, key: string | null | undefined) =>
    key
      ? textIn(all?.find((one) => one.key === key)?.name ?? {}, "en", program?.locales[0] ?? "en", key)
      : null;
  return ({ action, after }: { action: string; after: unknown }): string | null => {
    const { rewardKey, reward, challenge, floor } = named.safeParse(after).data ?? {};
    if (action.startsWith("challenge.")) return nameIn(program?.gamification.challenges, challenge);
    if (action === "customer.set_tier_floor") return nameIn(program?.tiers?.levels, floor);
    if (/^(reward|code)\./.test(action)) return nameIn(program?.rewards, rewardKey ?? reward);
    return null;
  };
}

const dated = z.union([
  z.object({ occurredAt: z.coerce.date() }).transform(({ occurredAt }) => occurredAt),
  z.object({ order: z.object({ placedAt: z.coerce.date() }) }).transform(({ order }) => order.placedAt),
  z
    .object({ refund: z.object({ refundedAt: z.coerce.date() }) })
    .transform(({ refund }) => refund.refundedAt),
]);

const tellsTime: readonly string[] = ["event.record", "order.record", "refund.record"];

/** When what was recorded had happened; null where the recording is all that happened. */
export function occurredAtOf({ action, after }: { action: string; after: unknown }): Date | null {
  return tellsTime.includes(action) ? (dated.safeParse(after).data ?? null) : null;
}
