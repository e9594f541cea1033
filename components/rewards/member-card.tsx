import { Badge } from "@/components/ui/badge";
import { TierBadge } from "@/components/ui/tier-badge";
import { tierPlace } from "@/lib/domain/program/tier-names";
import type { MemberHome } from "@/lib/features/members";
import type { Words } from "./words";

function Small({ label, value, hints = [] }: { label: string; value: string; hints?: string[] }) {
  return (
    <div className="grid content-start">
      <dt className="text-body text-muted-foreground">{label}</dt>
      <dd>
        <span className="num font-medium">{value}</span>
        {hints.map((hint) => (
          <span key={hint} className="num block text-table text-muted-foreground">
            {hint}
          </span>
        ))}
      </dd>
    </div>
  );
}

/** How many of the coming days on which points expire are told one by one. */
const DAYS_TOLD = 3;

function expiriesOf({ balances: { expiring } }: MemberHome, { t, format }: Words): string[] {
  const told = expiring
    .slice(0, DAYS_TOLD)
    .map(({ amount, on }) => t("card.expiringOn", { amount: format.number(amount), date: format.day(on) }));
  const more = expiring.length - told.length;
  return more > 0 ? [...told, t("card.expiringMore", { count: more })] : told;
}

/** The member's card: who, which tier, and the three balances with what they are worth. */
export function MemberCard({ home, words }: { home: MemberHome; words: Words }) {
  const { member, balances, program } = home;
  const { t, format } = words;
  const tierKey = program?.tierKey;
  const ladder = program?.document.tiers;
  const soon = balances.expiring.reduce((sum, lot) => sum + lot.amount, 0n);
  const credit = balances.wallets.get("credit");
  return (
    <section aria-labelledby="card-title" className="grid gap-6 rounded-sheet border bg-card p-5 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          <h1 id="card-title" className="font-semibold">
            {member.name ?? t("card.title")}
          </h1>
          <p className="text-body text-muted-foreground">
            {member.since ? t("card.memberSince", { date: format.day(member.since) }) : member.email}
          </p>
        </div>
        {ladder &&
          (tierKey ? (
            <TierBadge name={words.tier(tierKey)} place={tierPlace(ladder, tierKey)} />
          ) : (
            <Badge>{t("card.noTier")}</Badge>
          ))}
      </div>
      <dl>
        <dt className="text-body text-muted-foreground">{t("card.available")}</dt>
        <dd className="flex flex-wrap items-baseline gap-x-2">
          <span className="num text-balance font-semibold">{format.number(balances.available)}</span>
          <span>{words.pointsUnit(balances.available)}</span>
          {balances.available > 0n && (
            <span className="num text-muted-foreground">{words.worth(balances.available)}</span>
          )}
        </dd>
      </dl>
      <dl className="grid grid-cols-2 gap-4 border-t pt-4">
        <Small label={t("card.pending")} value={format.number(balances.pending)} />
        <Small label={t("card.expiring")} value={format.number(soon)} hints={expiriesOf(home, words)} />
        {credit !== undefined && <Small label={t("card.credit")} value={format.money(credit)} />}
      </dl>
      {balances.available === 0n && program && <p className="text-body">{t("card.empty")}</p>}
    </section>
  );
}
