import { mulDiv } from "@/lib/domain/money";
import { addDays, addMonths, type LocalDate, localDateOf, monthOf } from "@/lib/domain/time";
import { GRACE_DAYS, REWARD, ZONE } from "./engine-program";

/**
 * What the engine promises, in a few lines and written apart from it: one small program, orders as they are declared,
 * and wallets of lots and debts. Tests hold the product against it. Times are milliseconds, days local dates.
 */
export const dayOf = (at: number) => localDateOf(new Date(at), ZONE);
const monthAt = (at: number) => monthOf(dayOf(at));
const min = (a: bigint, b: bigint) => (a < b ? a : b);
export const sum = (numbers: bigint[]) => numbers.reduce((all, one) => all + one, 0n);

type Dates = { isPending: boolean; usableOn: LocalDate; expiresOn: LocalDate; ended: LocalDate[] };
/** `made` numbers lots and debits; `counted` are expired units claw-backs have counted, `ended` the days it expired with. */
type Lot = Dates & { made: number; at: number; remaining: bigint; expired: bigint; counted: bigint };
type Debit = { made: number; at: number; uses: Map<Lot, bigint>; owed: bigint };
type ClawBack = Debit & { units: bigint; voided: bigint; counted: bigint };
type Rule = "purchase" | "held" | "big" | "second" | "review";
type Tier = "silver" | "gold" | null;
/** By what an award was judged. */
type Judged = { rule: Rule; at: number; total: bigint; tier: Tier };
type Award = Judged & { units: bigint; clawedBack: bigint; lot: Lot; clawBacks: ClawBack[] };
type Status = "pending" | "paid" | "refunded" | "cancelled";
export type OrderState = { id: string; customer: string; at: number; total: bigint; status: Status };
export type RefundState = { id: string; order: string; at: number; amount: bigint };
type Order = OrderState & { awards: Award[]; refunds: RefundState[] };
type Redemption = { status: "issued" | "cancelled" | "expired"; until: LocalDate; debit: Debit };
/** What staff may reverse: a debit, or what opened a lot. */
type Correction = Debit | Pick<Award, "lot" | "units" | "clawedBack">;
const emptyWallet = () => ({
  ...{ lots: [] as Lot[], debits: [] as Debit[], earned: 0n, reviews: [] as Award[] },
  ...{ corrections: new Map<string, Correction>(), redemptions: new Map<string, Redemption>() },
});
type Wallet = ReturnType<typeof emptyWallet>;

const spendingOrder = ({ expiresOn, at, made }: Lot) =>
  `${expiresOn} ${String(at).padStart(15, "0")} ${String(made).padStart(9, "0")}`;
const counts = ({ status }: OrderState) => status === "paid" || status === "refunded";
const refundedOf = ({ refunds }: Order) => sum(refunds.map(({ amount }) => amount));
export const netOf = (awards: Award[]) => sum(awards.map(({ units, clawedBack }) => units - clawedBack));
const isGone = (order: Order) =>
  order.status !== "paid" || (refundedOf(order) > 0n && refundedOf(order) >= order.total);
const isBefore = (a: { at: number; id: string }, b: typeof a) => (a.at === b.at ? a.id < b.id : a.at < b.at);
export const spendOf = (orders: Order[]) =>
  sum(orders.map((order) => (isGone(order) ? 0n : order.total - refundedOf(order))));

export const heldBy = ({ lots }: Wallet, pending: boolean) =>
  sum(lots.flatMap((lot) => (lot.isPending === pending ? [lot.remaining] : [])));
export const availableOf = (wallet: Wallet) =>
  heldBy(wallet, false) - sum(wallet.debits.map(({ owed }) => owed));

export const tierOf = (spend: bigint): Tier =>
  spend >= 30_000n ? "gold" : spend >= 10_000n ? "silver" : null;

export class EngineModel {
  stock = REWARD.stock;
  private made = 0;
  private wallets = new Map<string, Wallet>();
  private orders = new Map<string, Order>();
  private waiting: RefundState[] = [];

  /** Units live for a month; or for two, and for two more from every act. */
  constructor(readonly months: 1 | 2) {}

  wallet(customer: string): Wallet {
    const wallet = this.wallets.get(customer) ?? emptyWallet();
    this.wallets.set(customer, wallet);
    return wallet;
  }

  private take(debit: Debit, lot: Lot, wanted: bigint): bigint {
    const units = min(wanted, lot.remaining);
    if (units > 0n) debit.uses.set(lot, (debit.uses.get(lot) ?? 0n) + units);
    lot.remaining -= units;
    return units;
  }

  private payDebts({ debits }: Wallet, lot: Lot): void {
    for (const debit of debits.toSorted((a, b) => a.at - b.at || a.made - b.made))
      debit.owed -= this.take(debit, lot, debit.owed);
  }

  /** What falls due by the midnight that begins a day, in the order of time; activations come before expiries. */
  private settle(wallet: Wallet, by: LocalDate): Wallet {
    const dueOf = (lot: Lot) => {
      const after = addDays(lot.expiresOn, 1);
      const on = lot.isPending || after < lot.usableOn ? lot.usableOn : after;
      return { lot, on, order: `${on} ${lot.isPending ? 1 : 2} ${spendingOrder(lot)}` };
    };
    const next = () => {
      const open = wallet.lots.filter(({ remaining }) => remaining > 0n).map(dueOf);
      return open.filter(({ on }) => on <= by).sort((a, b) => (a.order < b.order ? -1 : 1))[0]?.lot;
    };
    for (let lot = next(); lot; lot = next()) {
      if (lot.isPending) wallet.earned += lot.remaining;
      else Object.assign(lot, { expired: lot.expired + lot.remaining, remaining: 0n });
      if (!lot.isPending) lot.ended.push(lot.expiresOn);
      lot.isPending = false;
      this.payDebts(wallet, lot);
    }
    return wallet;
  }

  private slide({ lots }: Wallet, on: LocalDate): void {
    const to = addMonths(on, this.months);
    for (const lot of this.months === 1 ? [] : lots)
      if (lot.remaining > 0n && lot.expiresOn < to) lot.expiresOn = to;
  }

  private credit(wallet: Wallet, at: number, remaining: bigint, pendingDays = 0): Lot {
    const usableOn = addDays(dayOf(at), pendingDays);
    const dates = { usableOn, expiresOn: addMonths(usableOn, this.months), ended: [] };
    const units = { remaining, expired: 0n, counted: 0n };
    const lot = { made: this.made++, at, isPending: pendingDays > 0, ...units, ...dates };
    wallet.lots.push(lot);
    if (!lot.isPending) this.payDebts(wallet, lot);
    return lot;
  }

  /** Takes units as they expire, after those of one lot; what no lot covers is owed. */
  private debit(wallet: Wallet, at: number, units: bigint, own?: Lot): Debit {
    const debit = { made: this.made++, at, uses: new Map<Lot, bigint>(), owed: 0n };
    const rank = (lot: Lot) => `${lot === own ? 1 : 2} ${spendingOrder(lot)}`;
    const usable = wallet.lots.filter(({ isPending }) => !isPending);
    const sorted = usable.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    debit.owed = sorted.reduce((left, lot) => left - this.take(debit, lot, left), units);
    wallet.debits.push(debit);
    return debit;
  }

  private undo(wallet: Wallet, at: number, debit: Debit, graceDays: number): void {
    const today = dayOf(at);
    debit.owed = 0n;
    for (const [lot, units] of [...debit.uses].sort(([a], [b]) => a.made - b.made)) {
      lot.remaining += units;
      if (lot.isPending) continue;
      if (lot.expiresOn < today) lot.expiresOn = addDays(today, graceDays);
      else if (lot.ended.includes(lot.expiresOn))
        lot.expiresOn = addDays(lot.expiresOn, Math.max(graceDays, 1));
      this.payDebts(wallet, lot);
    }
  }

  private award(wallet: Wallet, { rule, at, tier, total }: Judged, units: bigint): Award {
    this.slide(this.settle(wallet, dayOf(at)), dayOf(at));
    const lot = this.credit(wallet, at, units, rule === "held" ? 3 : 0);
    if (!lot.isPending) wallet.earned += units;
    return { rule, at, units, clawedBack: 0n, lot, clawBacks: [], total, tier };
  }

  private clawBack(wallet: Wallet, at: number, award: Award, units: bigint): void {
    this.settle(wallet, dayOf(at));
    const { lot } = award;
    const voided = lot.isPending ? min(units, lot.remaining) : 0n;
    const counted = min(units - voided, lot.expired - lot.counted);
    lot.counted += counted;
    lot.remaining -= voided;
    const debit = this.debit(wallet, at, units - voided - counted, lot);
    if (voided > 0n) debit.uses.set(lot, voided);
    award.clawBacks.push(Object.assign(debit, { units, voided, counted }));
    award.clawedBack += units;
    wallet.earned -= units - voided;
  }

  /** Gives an award back what the latest claw-back took; tells how much that was. */
  private undoClawBack(wallet: Wallet, at: number, award: Award): bigint {
    this.settle(wallet, dayOf(at));
    const [clawBack] = award.clawBacks.splice(-1);
    if (!clawBack) return 0n;
    const { units, voided, counted } = clawBack;
    const { lot } = award;
    award.clawedBack -= units;
    lot.counted -= counted;
    if (voided > 0n && lot.usableOn <= dayOf(at)) lot.isPending = false;
    wallet.earned += lot.isPending ? units - voided : units;
    this.undo(wallet, at, clawBack, GRACE_DAYS);
    return units;
  }

  ordersOf(customer: string, without?: Order): Order[] {
    return [...this.orders.values()].filter((order) => order.customer === customer && order !== without);
  }

  private judge(order: Order, tier: Tier): Map<Rule, bigint> {
    const others = this.ordersOf(order.customer, order);
    const factor = { gold: 15_000n, silver: 12_500n, none: 10_000n }[tier ?? "none"];
    const rate = (per: bigint) => mulDiv(order.total / per, factor, 10_000n, "floor");
    const isNear = ({ rule, at }: Judged) => rule === "big" && monthAt(at) === monthAt(order.at);
    const used = netOf(others.flatMap(({ awards }) => awards.filter(isNear)));
    const earlier = others.filter((one) => !isGone(one) && isBefore(one, order));
    return new Map([
      ["purchase", rate(100n)],
      ["held", rate(200n)],
      ["big", order.total >= 5_000n && used < 60n ? min(25n, 60n - used) : 0n],
      ["second", earlier.length === 1 ? 40n : 0n],
    ]);
  }

  /** What was awarded stands, unless the order's amount is another now; the bonus for a place follows the place. */
  private reconcile(order: Order, at: number, isNew: boolean): void {
    const [first] = order.awards;
    const tier = first ? first.tier : tierOf(spendOf(this.ordersOf(order.customer, order)));
    const isOpen = first ? order.awards.some(({ total }) => total !== order.total) : isNew;
    const judged = counts(order) ? this.judge(order, tier) : new Map<Rule, bigint>();
    for (const rule of new Set([...order.awards.map((award) => award.rule), ...judged.keys()])) {
      const given = sum(order.awards.map((award) => (award.rule === rule ? award.units : 0n)));
      const anew = isOpen || rule === "second" ? judged.get(rule) : undefined;
      this.give(order, at, { rule, tier }, anew ?? given);
    }
  }

  private give(order: Order, at: number, judged: Pick<Judged, "rule" | "tier">, due: bigint): void {
    const wallet = this.wallet(order.customer);
    const awards = () => order.awards.filter((one) => one.rule === judged.rule).reverse();
    const award = (units: bigint) => order.awards.push(this.award(wallet, { ...order, ...judged }, units));
    if (awards().length === 0 && due > 0n) award(due);
    const taken = isGone(order) ? due : mulDiv(due, refundedOf(order), order.total, "floor");
    let missing = due - taken - netOf(awards());
    for (const one of awards())
      while (missing > 0n && one.clawBacks.length > 0) missing -= this.undoClawBack(wallet, at, one);
    if (missing > 0n) award(missing);
    for (const one of awards()) {
      const units = min(-missing, one.units - one.clawedBack);
      if (units <= 0n) continue;
      missing += units;
      this.clawBack(wallet, at, one, units);
    }
  }

  /** Changes an order, and looks at the later ones again where its place among them comes or goes. */
  private change(order: Order, at: number, told: Partial<Order>, isNew = false): void {
    const was = this.orders.has(order.id) && !isGone(order);
    this.orders.set(order.id, Object.assign(order, told));
    this.reconcile(order, at, isNew);
    if (was === !isGone(order)) return;
    const later = this.ordersOf(order.customer).filter((one) => counts(one) && isBefore(order, one));
    for (const one of later.sort((a, b) => (isBefore(a, b) ? -1 : 1))) this.reconcile(one, at, false);
  }

  tellOrder(told: OrderState, at: number): void {
    const known = this.orders.get(told.id);
    const isNew = !known || !counts(known) || known.total !== told.total;
    this.change(known ?? { ...told, awards: [], refunds: [] }, at, told, isNew);
    const waiting = this.waiting.filter(({ order }) => order === told.id);
    this.waiting = this.waiting.filter(({ order }) => order !== told.id);
    for (const refund of waiting.sort((a, b) => (isBefore(a, b) ? -1 : 1))) this.tellRefund(refund);
  }

  tellRefund(refund: RefundState): void {
    const order = this.orders.get(refund.order);
    const refunds = (order?.refunds ?? this.waiting).filter(({ id }) => id !== refund.id).concat(refund);
    if (order) this.change(order, refund.at, { refunds });
    else this.waiting = refunds;
  }

  /** A review gives 20 points, at most twice in a month. Tells whether it did. */
  tellReview(customer: string, id: string, at: number): boolean {
    const wallet = this.wallet(customer);
    const before = wallet.reviews.filter((one) => one.clawedBack === 0n && monthAt(one.at) === monthAt(at));
    if (before.length >= 2) return false;
    const award = this.award(wallet, { rule: "review", at, tier: null, total: 0n }, 20n);
    wallet.reviews.push(award);
    wallet.corrections.set(id, award);
    return true;
  }

  /** Answers why it is refused; then nothing has changed. */
  redeem(customer: string, id: string, at: number): string | null {
    const wallet = this.wallet(customer);
    const taken = [...wallet.redemptions.values()].filter(({ status }) => status !== "cancelled");
    if (availableOf(this.settle(structuredClone(wallet), dayOf(at))) < REWARD.price) return "SHORT";
    if (taken.length >= REWARD.limit) return "LIMIT";
    if (this.stock === 0) return "OUT_OF_STOCK";
    this.stock -= 1;
    this.slide(this.settle(wallet, dayOf(at)), dayOf(at));
    const until = addDays(dayOf(at), REWARD.validDays);
    wallet.redemptions.set(id, { status: "issued", until, debit: this.debit(wallet, at, REWARD.price) });
    return null;
  }

  cancel(customer: string, id: string, at: number): boolean {
    const wallet = this.wallet(customer);
    const redemption = wallet.redemptions.get(id);
    if (redemption?.status !== "issued" || redemption.until < dayOf(at)) return false;
    redemption.status = "cancelled";
    this.stock += 1;
    this.undo(this.settle(wallet, dayOf(at)), at, redemption.debit, GRACE_DAYS);
    return true;
  }

  adjust(customer: string, id: string, at: number, units: bigint): void {
    const wallet = this.settle(this.wallet(customer), dayOf(at));
    const credit = () => ({ lot: this.credit(wallet, at, units), units, clawedBack: 0n });
    wallet.corrections.set(id, units > 0n ? credit() : this.debit(wallet, at, -units));
  }

  /** Takes a correction or a review's award back, once. */
  reverse(customer: string, id: string, at: number): boolean {
    const wallet = this.wallet(customer);
    const done = wallet.corrections.get(id);
    if (!done) return false;
    wallet.corrections.delete(id);
    this.settle(wallet, dayOf(at));
    if ("uses" in done) this.undo(wallet, at, done, GRACE_DAYS);
    else this.debit(wallet, at, done.units, done.lot);
    if ("lot" in done) done.clawedBack = done.units;
    return true;
  }

  midnight(date: LocalDate): void {
    for (const wallet of this.wallets.values())
      for (const one of this.settle(wallet, date).redemptions.values())
        if (one.status === "issued" && one.until < date) one.status = "expired";
  }
}
