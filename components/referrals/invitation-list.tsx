import { Section } from "@/components/rewards/frame";
import type { Words } from "@/components/rewards/words";
import { cancelReasons } from "@/lib/domain/referrals/types";
import type { OwnInvitation } from "@/lib/features/referrals";
import type { ReferralWords } from "./referral-words";

/** Where an invitation stands, as a sentence with what comes of it and when. */
function storyOf(invitation: OwnInvitation, words: Words, { t }: ReferralWords): string {
  const { state, reason, payOn, gift } = invitation;
  if (state === "cancelled")
    return t(`list.cancelled.${cancelReasons.find((one) => one === reason) ?? "blocked"}`);
  if (state === "ordered" && payOn)
    return t("list.ordered", { date: words.format.day(payOn), gift: words.gift(gift) });
  if (state === "rewarded") return t("list.rewarded", { gift: words.gift(gift) });
  return t(`list.${state === "ordered" ? "claimed" : state}`);
}

/** The friends who took up the member's invitations, newest first. */
export function InvitationList({
  invitations,
  words,
  referral,
}: {
  invitations: OwnInvitation[];
  words: Words;
  referral: ReferralWords;
}) {
  const { t } = referral;
  return (
    <Section title={t("list.title")}>
      {invitations.length === 0 ? (
        <p className="text-muted-foreground">{t("list.empty")}</p>
      ) : (
        <ul className="divide-y rounded-card border bg-card">
          {invitations.map((invitation) => (
            <li key={invitation.id} className="grid gap-0.5 p-4 sm:px-5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium break-all">{invitation.friend}</span>
                <time
                  dateTime={invitation.claimedAt.toISOString()}
                  className="num text-body text-muted-foreground"
                >
                  {words.format.day(invitation.claimedAt)}
                </time>
              </p>
              <p className="text-body text-muted-foreground">{storyOf(invitation, words, referral)}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
