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

/** Ids number lots and debits; `counted` are expired units claw-backs have counted, `ended` the days it expired with. */
type Lot = { id: string; at: number; remaining: bigint; expired: bigint; counted: bigint } & Dates;
type Dates = { isPending: boolean; usableOn: LocalDate; expiresOn: LocalDate; ended: LocalDate[] };
type Debit = { id: string; at: number; uses: Map<Lot, bigint>; owed: bigint };
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
type Purse = { lots: Lot[]; debits: Debit[]; earned: bigint };
type Wallet = Purse & { reviews: Award[]; redemptions: Map<string, Redemption> };

const sortBy = <T>(some: Iterable<T>, key: (one: T) => string) =>
  [...some].sort((a, b) => (key(a) < key(b) ? -1 : 1));
const placeOf = ({ at, id }: { at: number; id: string }) => `${at} ${id}`;
const spendingOrder = (lot: Lot) => `${lot.expiresOn} ${placeOf(lot)}`;
const isOpen = ({ remaining }: Lot) => remaining > 0n;
/** The day on whose midnight a lot is due: 1 to be activated, 2 to expire; then the order of those at one midnight. */
const dueOf = (lot: Lot) =>
  `${lot.isPending ? `${lot.usableOn} 1` : `${addDays(lot.expiresOn, 1)} 2`} ${spendingOrder(lot)}`;
/** Lets a lot pay what a debit owes. */
const pay = (debit: Debit, lot: Lot) => {
  const units = min(debit.owed, lot.remaining);
  if (units > 0n) debit.uses.set(lot, (debit.uses.get(lot) ?? 0n) + units);
  debit.owed -= units;
  lot.remaining -= units;
};
const payDebts = ({ debits }: Wallet, lot: Lot) => {
  for (const debit of sortBy(debits, placeOf)) pay(debit, lot);
};
const counts = ({ status }: OrderState) => status === "paid" || status === "refunded";
const refundedOf = ({ refunds }: Order) => sum(refunds.map(({ amount }) => amount));
export const netOf = (awards: Award[]) => sum(awards.map(({ units, clawedBack }) => units - clawedBack));
const isGone = (order: Order) => order.status !== "paid" || refundedOf(order) >= order.total;
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
  private nextId = 100_000;
  private wallets = new Map<string, Wallet>();
  private orders = new Map<string, Order>();
  private waiting: RefundState[] = [];
  /** How staff take back what they may, by its id. */
  private reversals = new Map<string, (at: number) => unknown>();

  /** Units live for a month; or for two, and for two more from every act. */
  constructor(readonly months: 1 | 2) {}

  wallet(customer: string): Wallet {
    const empty = { lots: [], debits: [], earned: 0n, reviews: [], redemptions: new Map() };
    const wallet = this.wallets.get(customer) ?? empty;
    this.wallets.set(customer, wallet);
    return wallet;
  }

  /** What falls due by the midnight that begins a day, in the order of time; activations come before expiries. */
  private settle(wallet: Wallet, by: LocalDate): Wallet {
    const next = () => sortBy(wallet.lots.filter(isOpen), dueOf).at(0);
    for (let lot = next(); lot && dueOf(lot) <= `${by} 3`; lot = next()) {
      if (lot.isPending) wallet.earned += lot.remaining;
      else Object.assign(lot, { expired: lot.expired + lot.remaining, remaining: 0n });
      if (!lot.isPending) lot.ended.push(lot.expiresOn);
      lot.isPending = false;
      payDebts(wallet, lot);
    }
    return wallet;
  }

  /** Whatever a customer does keeps units alive, where that is how they live. */
  act(wallet: Wallet, at: number): void {
    const to = addMonths(dayOf(at), this.months);
    if (this.months === 1 || !wallet.lots.some(isOpen)) return;
    for (const lot of this.settle(wallet, dayOf(at)).lots)
      if (isOpen(lot) && lot.expiresOn < to) lot.expiresOn = to;
  }

  private credit(wallet: Wallet, at: number, remaining: bigint, pendingDays = 0): Lot {
    this.settle(wallet, dayOf(at));
    const usableOn = addDays(dayOf(at), pendingDays);
    const dates = { isPending: pendingDays > 0, usableOn, expiresOn: addMonths(usableOn, this.months) };
    const lot = { id: String(this.nextId++), at, remaining, expired: 0n, counted: 0n, ended: [], ...dates };
    wallet.lots.push(lot);
    if (!lot.isPending) payDebts(wallet, lot);
    return lot;
  }

  /** Takes units of one lot, then others as they expire; what no lot covers is owed. */
  private debit(wallet: Wallet, at: number, units: bigint, own: Lot[] = []): Debit {
    const { lots, debits } = this.settle(wallet, dayOf(at));
    const debit = { id: String(this.nextId++), at, uses: new Map<Lot, bigint>(), owed: units };
    const others = sortBy(lots, spendingOrder).filter(({ isPending }) => !isPending);
    for (const lot of [...own, ...others]) pay(debit, lot);
    debits.push(debit);
    return debit;
  }

  private undo(wallet: Wallet, at: number, debit: Debit): void {
    const today = dayOf(at);
    this.settle(wallet, today);
    debit.owed = 0n;
    for (const [lot, units] of sortBy(debit.uses, ([{ id }]) => id)) {
      lot.remaining += units;
      if (lot.isPending) continue;
      const last = lot.expiresOn < today ? today : lot.expiresOn;
      if (last !== lot.expiresOn || lot.ended.includes(last)) lot.expiresOn = addDays(last, GRACE_DAYS);
      payDebts(wallet, lot);
    }
  }

  private award(wallet: Wallet, { rule, at, tier, total }: Judged, units: bigint): Award {
    this.act(wallet, at);
    const lot = this.credit(wallet, at, units, rule === "held" ? 3 : 0);
    if (!lot.isPending) wallet.earned += units;
    return { rule, at, units, clawedBack: 0n, lot, clawBacks: [], total, tier };
  }

  /** Takes an award back as far as it is left; tells how much that was. */
  private clawBack(wallet: Wallet, at: number, award: Award, wanted: bigint): bigint {
    const units = min(wanted, award.units - award.clawedBack);
    if (units <= 0n) return 0n;
    this.settle(wallet, dayOf(at));
    const { lot } = award;
    const voided = lot.isPending ? min(units, lot.remaining) : 0n;
    const counted = min(units - voided, lot.expired - lot.counted);
    lot.counted += counted;
    const debit = this.debit(wallet, at, units - counted, [lot]);
    award.clawBacks.push(Object.assign(debit, { units, voided, counted }));
    award.clawedBack += units;
    wallet.earned -= units - voided;
    return units;
  }

  /** Gives an award back what the latest claw-back took; tells how much that was. */
  private undoClawBack(wallet: Wallet, at: number, award: Award): bigint {
    this.settle(wallet, dayOf(at));
    const [clawBack] = award.clawBacks.splice(-1);
    if (!clawBack) return 0n;
    const { units, voided, counted } = clawBack;
    award.clawedBack -= units;
    award.lot.counted -= counted;
    if (voided > 0n && award.lot.usableOn <= dayOf(at)) award.lot.isPending = false;
    wallet.earned += award.lot.isPending ? units - voided : units;
    this.undo(wallet, at, clawBack);
    return units;
  }

  ordersOf = (customer: string, without?: Order) =>
    [...this.orders.values()].filter((order) => order.customer === customer && order !== without);

  private judge(order: Order, tier: Tier): Map<Rule, bigint> {
    const others = this.ordersOf(order.customer, order);
    const factor = { gold: 15_000n, silver: 12_500n, none: 10_000n }[tier ?? "none"];
    const rate = (per: bigint) => mulDiv(order.total / per, factor, 10_000n, "floor");
    const isNear = ({ rule, at }: Judged) => rule === "big" && monthAt(at) === monthAt(order.at);
    const used = netOf(others.flatMap(({ awards }) => awards.filter(isNear)));
    const earlier = others.filter((one) => !isGone(one) && placeOf(one) < placeOf(order));
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
    const isAnew = first ? order.awards.some(({ total }) => total !== order.total) : isNew;
    const judged = counts(order) ? this.judge(order, tier) : new Map<Rule, bigint>();
    for (const rule of new Set([...order.awards.map((award) => award.rule), ...judged.keys()])) {
      const given = sum(order.awards.map((award) => (award.rule === rule ? award.units : 0n)));
      const anew = isAnew || rule === "second" ? judged.get(rule) : undefined;
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
    for (const one of awards()) missing += this.clawBack(wallet, at, one, -missing);
  }

  /** Changes an order, and looks at the later ones again where its place among them comes or goes. */
  private change(order: Order, at: number, told: Partial<Order>, isNew = false): void {
    const was = this.orders.has(order.id) && !isGone(order);
    this.orders.set(order.id, Object.assign(order, told));
    this.reconcile(order, at, isNew);
    if (was === !isGone(order)) return;
    const later = this.ordersOf(order.customer).filter((one) => counts(one) && placeOf(order) < placeOf(one));
    for (const one of sortBy(later, placeOf)) this.reconcile(one, at, false);
  }

  tellOrder(told: OrderState, at: number): void {
    const known = this.orders.get(told.id);
    const isNew = !known || !counts(known) || known.total !== told.total;
    this.change(known ?? { ...told, awards: [], refunds: [] }, at, told, isNew);
    const waiting = known ? [] : this.waiting.filter(({ order }) => order === told.id);
    for (const refund of sortBy(waiting, placeOf)) this.tellRefund(refund);
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
    this.act(wallet, at);
    const before = wallet.reviews.filter((one) => one.clawedBack === 0n && monthAt(one.at) === monthAt(at));
    if (before.length >= 2) return false;
    const award = this.award(wallet, { rule: "review", at, tier: null, total: 0n }, 20n);
    wallet.reviews.push(award);
    this.reversals.set(id, (then) => {
      award.clawedBack = award.units;
      this.debit(wallet, then, award.units, [award.lot]);
    });
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
    this.act(wallet, at);
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
    this.undo(wallet, at, redemption.debit);
    return true;
  }

  adjust(customer: string, id: string, at: number, units: bigint): void {
    const wallet = this.wallet(customer);
    const done = units > 0n ? this.credit(wallet, at, units) : this.debit(wallet, at, -units);
    this.reversals.set(id, (then) =>
      "uses" in done ? this.undo(wallet, then, done) : this.debit(wallet, then, units, [done]),
    );
  }

  /** Takes a correction or a review's award back, once. */
  reverse(id: string, at: number): boolean {
    this.reversals.get(id)?.(at);
    return this.reversals.delete(id);
  }

  midnight(date: LocalDate): void {
    for (const wallet of this.wallets.values())
      for (const one of this.settle(wallet, date).redemptions.values())
        if (one.status === "issued" && one.until < date) one.status = "expired";
  }
}
