import type { ReferralOffer } from "@/lib/domain/program/schema";
import type { Words } from "./words";

/** Both sides of an invitation in plain sentences, and what becomes of it when the order is sent back. */
export function ReferralSummary({ offer, words }: { offer: ReferralOffer; words: Words }) {
  const { friend, advocate, held } = words.referral(offer);
  return (
    <ul className="grid max-w-measure list-disc gap-1 pl-5">
      {!offer.active && <li>{words.t("referral.off")}</li>}
      <li>{friend}</li>
      <li>{advocate}</li>
      <li>{held}</li>
      <li>{words.t("referral.refused")}</li>
    </ul>
  );
}
