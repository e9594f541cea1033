import { Badge, type Tone } from "@/components/ui/badge";
import type { SubscriptionStatus } from "@/lib/domain/perks/types";

const tones: Record<SubscriptionStatus, Tone> = {
  active: "success",
  paused: "accent",
  past_due: "warning",
  cancelled: "neutral",
};

type Props = { status: SubscriptionStatus; coming: boolean; label: string };

/** The state of a subscription, or that it is still to begin; the caller says it in its own language. */
export function StatusBadge({ status, coming, label }: Props) {
  return <Badge tone={coming ? "neutral" : tones[status]}>{label}</Badge>;
}
