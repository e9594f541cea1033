import { Badge, type Tone } from "@/components/ui/badge";
import type { SubscriptionStatus } from "@/lib/domain/perks/types";

const tones: Record<SubscriptionStatus, Tone> = {
  active: "success",
  paused: "accent",
  past_due: "warning",
  cancelled: "neutral",
};

/** The state of a subscription; the caller says it in its own language. */
export function StatusBadge({ status, label }: { status: SubscriptionStatus; label: string }) {
  return <Badge tone={tones[status]}>{label}</Badge>;
}
