import { createArithmetic } from "@/components/earning/arithmetic";
import { triggerSchema } from "@/lib/domain/program/schema";
import type { ActivityRow } from "@/lib/features/members";
import type { Words } from "./words";

/** What a credit was given for: its order, or what its rule rewards. */
function earnedStory({ sourceType, sourceId, why }: ActivityRow, { t, earn }: Words): string {
  if (sourceType === "order") return t("activity.earnOrder", { id: sourceId });
  return why?.trigger ? t("activity.earned", { occasion: earn.occasion(why.trigger) }) : t("activity.earn");
}

/** One ledger row in plain words. */
function storyOf(row: ActivityRow, words: Words): string {
  const { t, reward, plan } = words;
  const name = row.reward ? reward(row.reward) : "";
  if (row.why) return earnedStory(row, words);
  if (row.invitation) {
    const { isAdvocate, friend } = row.invitation;
    if (!isAdvocate) return t("activity.invitedBy");
    return friend ? t("activity.invited", { friend }) : t("activity.invitedFriend");
  }
  if (row.perk) {
    const { renewal, plan: key } = row.perk;
    return plan(key) ? t("activity.perkOf", { renewal, plan: plan(key) }) : t("activity.perk", { renewal });
  }
  if (row.sourceType === "challenge") {
    const challenge = words.challenge(row.sourceId);
    return challenge ? t("activity.challengeNamed", { name: challenge }) : t("activity.challenge");
  }
  if (row.sourceType === "tier") return t("activity.tier");
  switch (row.code) {
    case "redeem":
      return t("activity.redeem", { reward: name });
    case "redeem_cancel":
      return t("activity.redeemCancel", { reward: name });
    case "claw_back":
      return row.sourceType === "refund"
        ? t("activity.clawBackRefund", { id: row.sourceId })
        : t("activity.clawBackOrder", { id: row.sourceId });
    case "adjust":
      return t(row.units > 0n ? "activity.adjustUp" : "activity.adjustDown");
    case "expire":
    case "import":
    case "reverse":
    case "activate":
    case "void":
      return t(`activity.${row.code}`);
    default:
      return t("activity.earn");
  }
}

/** What awaited units wait for; an event of the merchant's own comes by its name. */
function waitingText({ waiting }: ActivityRow, { t, format, earn }: Words): string | null {
  if (waiting === null) return null;
  if ("availableOn" in waiting) return t("activity.usableFrom", { date: format.day(waiting.availableOn) });
  const trigger = triggerSchema.safeParse(waiting.awaits);
  const occasion = trigger.success
    ? earn.occasion(trigger.data)
    : t("occasions.event", { event: waiting.awaits });
  return waiting.voidOn
    ? t("activity.awaitsUntil", { occasion, date: format.day(waiting.voidOn) })
    : t("activity.awaits", { occasion });
}

/** The rule and the arithmetic of an award: why it is as much as it is. */
function whyText({ why, asset }: ActivityRow, { t, format, arithmetic, units }: Words): string | null {
  if (!why) return null;
  const counted = (count: bigint) => units(asset, count);
  const steps = why.steps.filter(({ step }) => step !== "fixed");
  const told = steps.map(createArithmetic({ t: arithmetic, format, counted }, asset)).join("; ");
  const offer = why.segments.length > 0 && t("activity.offer");
  return [why.rule, offer, told].filter(Boolean).join(" · ");
}

function detailsOf(row: ActivityRow, words: Words): string[] {
  const { t, format, reward } = words;
  return [
    row.units === 0n && row.reward && t("activity.gift", { reward: reward(row.reward) }),
    waitingText(row, words),
    row.expiresOn && t("activity.usableUntil", { date: format.day(row.expiresOn) }),
  ].filter((text) => typeof text === "string");
}

/** What moved; of units that are still held back only how many. */
function Moved({ row, words: { t, units } }: { row: ActivityRow; words: Words }) {
  const signed = (count: bigint) => `${count > 0n ? "+" : ""}${units(row.asset, count)}`;
  if (row.units === 0n && row.pending !== 0n)
    return <p className="text-muted-foreground">{t("activity.pending", { amount: signed(row.pending) })}</p>;
  return <p className={row.units > 0n ? "font-medium text-success" : "font-medium"}>{signed(row.units)}</p>;
}

/** A row with what it moved beside its story, and the balance after it beside the reasons. */
function Activity({ row, words }: { row: ActivityRow; words: Words }) {
  const { t, format, card, units } = words;
  const why = whyText(row, words);
  const details = [...(row.asset.startsWith("stamps") ? [card(row.asset)] : []), ...detailsOf(row, words)];
  return (
    <li className="grid gap-0.5 p-4 sm:px-5">
      <div className="flex items-baseline justify-between gap-4">
        <p className="min-w-0 break-words">{storyOf(row, words)}</p>
        <div className="num shrink-0 text-right whitespace-nowrap">
          <Moved row={row} words={words} />
        </div>
      </div>
      <div className="flex items-baseline justify-between gap-4 text-body text-muted-foreground">
        <div className="min-w-0">
          {why && <p className="break-words">{why}</p>}
          <p>
            <time dateTime={row.at.toISOString()}>{format.day(row.at)}</time>
            {details.map((text) => ` · ${text}`)}
          </p>
        </div>
        <p className="num shrink-0 self-start text-right whitespace-nowrap">
          <span className="sr-only">{t("activity.balance")} </span>
          {row.asset === "credit" ? units(row.asset, row.balance) : format.number(row.balance)}
        </p>
      </div>
    </li>
  );
}

/** The member's account, newest first. */
export function ActivityList({ rows, words }: { rows: ActivityRow[]; words: Words }) {
  return (
    <ul className="divide-y rounded-card border bg-card">
      {rows.map((row) => (
        <Activity key={row.id} row={row} words={words} />
      ))}
    </ul>
  );
}
