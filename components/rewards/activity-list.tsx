import type { ActivityRow } from "@/lib/features/members";
import type { Words } from "./words";

/** One ledger row in plain words. */
function storyOf(row: ActivityRow, { t, reward, plan }: Words): string {
  const name = row.reward ? reward(row.reward) : "";
  if (row.code === "earn" && row.sourceType === "order") return t("activity.earnOrder", { id: row.sourceId });
  if (row.code === "earn" && row.sourceType === "customer") return t("activity.earnJoin");
  if (row.invitation) {
    const { isAdvocate, friend } = row.invitation;
    if (!isAdvocate) return t("activity.invitedBy");
    return friend ? t("activity.invited", { friend }) : t("activity.invitedFriend");
  }
  if (row.perk) {
    const { renewal, plan: key } = row.perk;
    return plan(key) ? t("activity.perkOf", { renewal, plan: plan(key) }) : t("activity.perk", { renewal });
  }
  if (row.sourceType === "challenge") return t("activity.challenge");
  if (row.sourceType === "tier") return t("activity.tier");
  if (row.code === "redeem") return t("activity.redeem", { reward: name });
  if (row.code === "redeem_cancel") return t("activity.redeemCancel", { reward: name });
  if (row.code === "expire") return t("activity.expire");
  if (row.code === "claw_back")
    return row.sourceType === "refund"
      ? t("activity.clawBackRefund", { id: row.sourceId })
      : t("activity.clawBackOrder", { id: row.sourceId });
  if (row.code === "adjust") return t(row.units > 0n ? "activity.adjustUp" : "activity.adjustDown");
  if (row.code === "import") return t("activity.import");
  if (row.code === "reverse") return t("activity.reverse");
  return t("activity.earn");
}

/** The member's account, newest first. */
export function ActivityList({ rows, words }: { rows: ActivityRow[]; words: Words }) {
  const { t, format } = words;
  return (
    <ul className="divide-y rounded-card border bg-card">
      {rows.map((row) => (
        <li key={row.id} className="flex items-baseline justify-between gap-4 p-4 sm:px-5">
          <div className="min-w-0">
            <p className="break-words">{storyOf(row, words)}</p>
            <p className="text-body text-muted-foreground">
              <time dateTime={row.at.toISOString()}>{format.day(row.at)}</time>
              {row.units === 0n &&
                row.reward &&
                ` · ${t("activity.gift", { reward: words.reward(row.reward) })}`}
              {row.isOffer && ` · ${t("activity.offer")}`}
              {row.shaped.map((how) => ` · ${t(`activity.shaped.${how}`)}`)}
              {row.expiresOn && ` · ${t("activity.usableUntil", { date: format.day(row.expiresOn) })}`}
            </p>
          </div>
          <div className="num text-right whitespace-nowrap">
            <p className={row.units > 0n ? "font-medium text-success" : "font-medium"}>
              {row.units === 0n ? format.number(0n) : format.signed(row.units)}
            </p>
            <p className="text-body text-muted-foreground">
              <span className="sr-only">{t("activity.balance")} </span>
              {format.number(row.balance)}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
