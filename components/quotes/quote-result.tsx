"use client";

import { useTranslations } from "next-intl";
import { walletName } from "@/components/customers/asset-words";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { StatList } from "@/components/ui/stat-list";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { ExplainedQuote } from "@/lib/features/quotes/types";
import { useQuoteWords } from "./quote-words";

type Props = { quoted: ExplainedQuote };

/** What an order would earn and why not more, what could be taken with it, and where it leaves the customer. */
export function QuoteResult({ quoted }: Props) {
  const t = useTranslations("quotes");
  return (
    <>
      {quoted.closed && <Alert kind="warning">{t(`closed.${quoted.closed}`)}</Alert>}
      <EarnsCard quoted={quoted} />
      {quoted.refusals.length > 0 && <RefusalsCard quoted={quoted} />}
      <AfterCard quoted={quoted} />
      <RewardsCard quoted={quoted} />
    </>
  );
}

function EarnsCard({ quoted: { earns, version } }: Props) {
  const { t, amount, usable, arithmetic } = useQuoteWords();
  const wallets = useTranslations("customers.wallets");
  return (
    <Card title={t("earns")} description={t("version", { number: version })}>
      <div role="status" className="sr-only">
        {earns.map(({ asset, units }) => amount(asset, units)).join(", ") || t("earnsNothing")}
      </div>
      {earns.length === 0 ? (
        <p className="text-muted-foreground">{t("earnsNothing")}</p>
      ) : (
        <ul className="divide-y">
          {earns.map((earned) => (
            <li key={`${earned.rule} ${earned.asset}`} className="grid gap-1 py-3 first:pt-0 last:pb-0">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="num text-section font-semibold">
                  {amount(earned.asset, earned.units)}
                  {earned.card !== null && (
                    <span className="font-normal text-muted-foreground">
                      {" "}
                      · {walletName(earned, wallets)}
                    </span>
                  )}
                </span>
                <span className="text-table text-muted-foreground">{usable(earned)}</span>
              </p>
              <p className="max-w-measure text-muted-foreground">{arithmetic(earned)}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function RefusalsCard({ quoted }: Props) {
  const { t, unmet } = useQuoteWords();
  return (
    <Card title={t("refusals")}>
      <ul className="divide-y">
        {quoted.refusals.map(({ key, rule, why, unmet: tests }) => (
          <li key={key} className="grid gap-x-4 gap-y-0.5 py-2 first:pt-0 last:pb-0 sm:grid-cols-[1fr_1.5fr]">
            <span className="font-medium">{rule}</span>
            <span className="text-muted-foreground">{unmet(tests) ?? t(`why.${why}`)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RewardsCard({ quoted: { rewards } }: Props) {
  const { t, amount, obstacle, unmet } = useQuoteWords();
  return (
    <Card title={t("rewards")} description={t("rewardsHint")} padded={rewards.length === 0}>
      {rewards.length === 0 ? (
        <p className="text-muted-foreground">{t("noRewards")}</p>
      ) : (
        <Table caption={t("rewards")}>
          <thead>
            <tr>
              <Th>{t("reward")}</Th>
              <Th numeric>{t("rewardPrice")}</Th>
              <Th>{t("state")}</Th>
            </tr>
          </thead>
          <tbody>
            {rewards.map((offer) => (
              <Tr key={offer.key} className="align-top">
                <Th scope="row">{offer.name}</Th>
                <Td numeric>{amount(offer.asset, offer.price)}</Td>
                <Td>
                  {obstacle(offer) ?? <Badge tone="success">{t("takeable")}</Badge>}
                  {unmet(offer.unmet) && <p className="text-muted-foreground">{unmet(offer.unmet)}</p>}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

/** What the order brings with it: what entering a tier gives, and the rewards that are taken by themselves. */
function Consequences({ quoted: { entryRewards, takes } }: Props) {
  const { t, amount } = useQuoteWords();
  const entries = entryRewards.map(({ tier, gift }) =>
    t("entry", { tier, gift: typeof gift === "string" ? gift : amount(gift.asset, gift.units) }),
  );
  const taken = takes.map(({ price, asset, ...take }) =>
    t("takes", { ...take, price: amount(asset, price) }),
  );
  const sentences = [...entries, ...taken];
  if (sentences.length === 0) return null;
  return (
    <ul className="mb-4 grid gap-1">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function AfterCard({ quoted }: Props) {
  const { balances, tier } = quoted;
  const { t, amount } = useQuoteWords();
  const wallets = useTranslations("customers.wallets");
  const before = tier.before ?? t("noTier");
  const after = tier.after ?? t("noTier");
  return (
    <Card title={t("after")} description={t("afterNote")}>
      <Consequences quoted={quoted} />
      <StatList
        items={[
          ...balances.map(({ asset, card, available, pending }) => ({
            label: walletName({ asset, card }, wallets),
            value: amount(asset, available),
            hint: pending > 0n ? t("pending", { amount: amount(asset, pending) }) : undefined,
          })),
          { label: t("tier"), value: before === after ? after : t("tierMoves", { before, after }) },
        ]}
      />
    </Card>
  );
}
