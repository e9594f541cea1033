import { Lock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Select } from "@/components/ui/input";
import { Progress } from "@/components/ui/progress";
import type { Standing } from "@/lib/domain/earning/types";
import { ordersWorth } from "@/lib/domain/program/reach";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { Offer } from "@/lib/domain/rewards/offer";
import type { FormState } from "@/lib/platform/auth/customer-action";
import { ActionForm } from "./action-form";
import type { Words } from "./words";

export type RedeemAction = (state: FormState, form: FormData) => Promise<FormState>;

/** The member a list of offers is for; without one it is a guest's, with nothing to press. */
export type OfferReader = {
  /** What is available, by asset. */
  wallets: ReadonlyMap<string, bigint>;
  who: Standing;
  program: ProgramDocument;
  today: string;
  action: RedeemAction;
  /** One key per reward and page view, so that a double press takes one reward. */
  keys: ReadonlyMap<string, string>;
};

const availableOf = ({ wallets }: OfferReader, { reward }: Offer) => wallets.get(reward.asset) ?? 0n;

function Short({ offer, words, reader }: { offer: Offer; words: Words; reader: OfferReader }) {
  const { t, format } = words;
  const { asset } = offer.reward;
  const orders =
    asset === "points" ? ordersWorth(reader.program, offer.missing, reader.today, reader.who) : null;
  const points = words.units(asset, offer.missing);
  const sentence = orders
    ? t("offers.shortOrders", { points, money: format.money(orders) })
    : t("offers.short", { points });
  const available = availableOf(reader, offer);
  const [have, need] = [available > 0n ? available : 0n, offer.price];
  return (
    <div className="grid gap-2">
      <Progress
        label={words.reward(offer.reward)}
        value={Number(have)}
        max={Number(need)}
        valueText={sentence}
      />
      <p className="text-body text-muted-foreground">{sentence}</p>
    </div>
  );
}

function Locked({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-center gap-2 text-body text-muted-foreground">
      <Lock aria-hidden className="size-4 shrink-0" />
      {children}
    </p>
  );
}

/** So many amounts are offered at the most; where more are possible, in larger steps. */
const MOST_CHOICES = 50;

/** How many points are paid, with what they take off. */
function Steps({ offer, steps, words }: { offer: Offer; steps: NonNullable<Offer["steps"]>; words: Words }) {
  const { reward, price } = offer;
  if (reward.kind !== "pay_with_points") return null;
  const { least, most } = steps;
  const stride = Math.ceil((most - least + 1) / MOST_CHOICES);
  const counts = Array.from({ length: MOST_CHOICES }, (_, i) => least + i * stride).filter((n) => n < most);
  const one = price / BigInt(least);
  return (
    <div className="mb-3 grid max-w-xs gap-1 text-body">
      <label htmlFor={`steps-${reward.key}`}>{words.t("offers.steps")}</label>
      <Select
        id={`steps-${reward.key}`}
        name="steps"
        defaultValue={least}
        options={[...counts, most].map((count) => ({
          value: String(count),
          label: words.t("offers.step", {
            points: words.units(reward.asset, one * BigInt(count)),
            money: words.format.money(BigInt(reward.valueMinor) * BigInt(count)),
          }),
        }))}
      />
    </div>
  );
}

function Redeem({ offer, words, reader }: { offer: Offer; words: Words; reader: OfferReader }) {
  const { t } = words;
  const { asset } = offer.reward;
  const points = words.units(asset, offer.price);
  const reward = words.reward(offer.reward);
  const left = words.units(asset, availableOf(reader, offer) - offer.price);
  const { steps } = offer;
  const text = steps ? t("offers.askSteps", { reward }) : t("offers.ask", { points, reward, left });
  return (
    <ActionForm
      action={reader.action}
      label={steps ? t("offers.redeemSteps") : t("offers.redeem", { points })}
      name={steps ? `${t("offers.redeemSteps")}: ${reward}` : t("offers.redeemFor", { points, reward })}
      ask={{ text, cancel: t("offers.cancel") }}
    >
      {steps && <Steps offer={offer} steps={steps} words={words} />}
      <input type="hidden" name="reward" value={offer.reward.key} />
      <input type="hidden" name="key" value={reader.keys.get(offer.reward.key)} />
    </ActionForm>
  );
}

/** What the member can do about an offer: take it, or learn what is in the way. */
function OfferState({ offer, words, reader }: { offer: Offer; words: Words; reader?: OfferReader }) {
  const { t } = words;
  const { obstacle, reward } = offer;
  const [tier] = reward.tiers;
  if (obstacle === "tier" && tier)
    return (
      <Locked>
        <Link href={words.path(reader ? "/earn#tiers" : "#tiers")} className="underline underline-offset-4">
          {t("offers.tier", { tier: words.tier(tier) })}
        </Link>
      </Locked>
    );
  if (obstacle === "not_yet")
    return <Locked>{t("offers.notYet", { date: words.format.day(reward.when.from ?? "") })}</Locked>;
  if (obstacle === "conditions") return <Locked>{t("offers.conditions")}</Locked>;
  if (obstacle === "segment") return <Locked>{t("offers.segment")}</Locked>;
  if (obstacle === "out_of_stock") return <Locked>{t("offers.outOfStock")}</Locked>;
  if (obstacle === "limit")
    return <Locked>{t("offers.limit", { count: reward.perCustomerLimit ?? 1 })}</Locked>;
  if (!reader) return null;
  if (obstacle === "short") return <Short offer={offer} words={words} reader={reader} />;
  return obstacle === null ? <Redeem offer={offer} words={words} reader={reader} /> : null;
}

/** A reward with its price, terms, and what the reader can do about it. */
export function OfferItem({ offer, words, reader }: { offer: Offer; words: Words; reader?: OfferReader }) {
  const { t, format } = words;
  const { reward, price } = offer;
  const terms = [
    words.description(reward),
    reward.minOrderMinor > 0 && t("offers.minOrder", { money: format.money(BigInt(reward.minOrderMinor)) }),
    reward.automatic && t("offers.automatic"),
    reward.perCustomerLimit && t("offers.each", { count: reward.perCustomerLimit }),
    reward.when.until && t("offers.untilDay", { date: format.day(reward.when.until) }),
    reward.kind === "pay_with_points" &&
      reward.maxShareBps < 10_000 &&
      t("offers.maxShare", { percent: format.percent(reward.maxShareBps / 10_000, 2) }),
    reward.validDays && t("offers.validDays", { count: reward.validDays }),
  ].filter(Boolean);
  return (
    <li className="grid gap-3 p-4 sm:p-5">
      <div className="flex items-baseline justify-between gap-4">
        <p className="font-medium">{words.reward(reward)}</p>
        <p className="num whitespace-nowrap text-muted-foreground">{words.units(reward.asset, price)}</p>
      </div>
      {terms.length > 0 && <p className="-mt-2 text-body text-muted-foreground">{terms.join(" · ")}</p>}
      <OfferState offer={offer} words={words} reader={reader} />
    </li>
  );
}

/** Rewards in a bordered list; the caller has put them in order. */
export function OfferList({
  offers,
  words,
  reader,
}: {
  offers: Offer[];
  words: Words;
  reader?: OfferReader;
}) {
  if (offers.length === 0) return <p className="text-muted-foreground">{words.t("offers.empty")}</p>;
  return (
    <ul className="divide-y rounded-card border bg-card">
      {offers.map((offer) => (
        <OfferItem key={offer.reward.key} offer={offer} words={words} reader={reader} />
      ))}
    </ul>
  );
}
