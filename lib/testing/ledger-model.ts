import { addDays } from "@/lib/domain/time";

/**
 * The ledger of one wallet in a few lines, written apart from the real one: lots, debts, and who took from which
 * lot. Tests hold the database against it. Days are local dates; a posting happens in the middle of its day.
 */
export type ModelLot = {
  id: string;
  transaction: string;
  amount: bigint;
  remaining: bigint;
  expired: bigint;
  /** Expired or void units that a claw-back has counted. */
  counted: bigint;
  at: number;
  state: "pending" | "available" | "void";
  /** The day from which the units can be used; null while they await something. */
  availableOn: string | null;
  voidOn: string | null;
  expiresOn: string | null;
};
export type ModelDebt = { transaction: string; at: number; open: bigint };
type ClawBack = { award: string; units: bigint; voided: bigint; counted: bigint; unearned: bigint };
type NewLot = Pick<ModelLot, "id" | "transaction" | "amount" | "at" | "expiresOn"> & {
  today: string;
  pending?: { availableOn: string } | { voidOn: string | null };
};

export class WalletModel {
  lots: ModelLot[] = [];
  debts: ModelDebt[] = [];
  /** Units of awards that count as earned. */
  earned = 0n;
  private uses = new Map<string, Map<ModelLot, bigint>>();
  private clawBacks = new Map<string, ClawBack>();

  /** What the customer can spend; below zero what is owed. */
  get available(): bigint {
    return this.debts.reduce((sum, debt) => sum - debt.open, this.held("available"));
  }

  get pending(): bigint {
    return this.held("pending");
  }

  /** What claw-backs have taken of an award and not given back. */
  clawedBack(award: string): bigint {
    return [...this.clawBacks.values()].reduce(
      (sum, one) => (one.award === award ? sum + one.units : sum),
      0n,
    );
  }

  private held(state: ModelLot["state"]): bigint {
    return this.lots.reduce((sum, lot) => (lot.state === state ? sum + lot.remaining : sum), 0n);
  }

  private open(): ModelLot[] {
    return this.lots
      .filter((lot) => lot.remaining > 0n)
      .sort((a, b) => (spendingOrder(a) < spendingOrder(b) ? -1 : 1));
  }

  private take(transaction: string, lot: ModelLot, wanted: bigint): bigint {
    const units = min(wanted, lot.remaining);
    if (units === 0n) return 0n;
    lot.remaining -= units;
    const uses = this.uses.get(transaction) ?? new Map<ModelLot, bigint>();
    uses.set(lot, (uses.get(lot) ?? 0n) + units);
    this.uses.set(transaction, uses);
    return units;
  }

  private payDebts(lot: ModelLot): void {
    const oldest = [...this.debts].sort((a, b) => a.at - b.at || (a.transaction < b.transaction ? -1 : 1));
    for (const debt of oldest) debt.open -= this.take(debt.transaction, lot, debt.open);
  }

  /** Everything that falls due by the midnight that begins `by`, one after the other. */
  settle(by: string): void {
    for (;;) {
      const [next] = this.open()
        .flatMap((lot) => dueOf(lot))
        .filter(({ on }) => on <= by)
        .sort((a, b) => (a.order < b.order ? -1 : 1));
      if (!next) return;
      this.settleLot(next.lot, next.kind);
    }
  }

  private settleLot(lot: ModelLot, kind: Due["kind"]): void {
    if (kind === "activate") {
      lot.state = "available";
      this.earned += lot.remaining;
      this.payDebts(lot);
      return;
    }
    lot.expired += lot.remaining;
    if (kind === "void") lot.state = "void";
    this.take(`${kind}:${lot.id}`, lot, lot.remaining);
  }

  activate(id: string, today: string, expiresOn: string | null): void {
    const lot = this.lots.find((one) => one.id === id && one.state === "pending");
    if (!lot) return;
    Object.assign(lot, { availableOn: today, voidOn: null, expiresOn });
    this.settleLot(lot, "activate");
  }

  void(id: string): void {
    const lot = this.lots.find((one) => one.id === id && one.state === "pending");
    if (lot) this.settleLot(lot, "void");
  }

  credit({ today, pending, ...lot }: NewLot): void {
    const dates = { availableOn: today, voidOn: null, ...(pending ? { availableOn: null, ...pending } : {}) };
    const state = pending ? ("pending" as const) : ("available" as const);
    const opened = { ...lot, ...dates, state, remaining: lot.amount, expired: 0n, counted: 0n };
    this.lots.push(opened);
    if (pending) return;
    this.earned += lot.amount;
    this.payDebts(opened);
  }

  /** Takes units as they expire, of one award's own first; what no lot covers is owed. */
  debit(transaction: string, at: number, amount: bigint, own?: string): void {
    let left = amount;
    const open = this.open().filter((lot) => lot.state === "available");
    const mine = (lot: ModelLot) => lot.transaction === own;
    for (const lot of [...open.filter(mine), ...open.filter((one) => !mine(one))])
      left -= this.take(transaction, lot, left);
    if (left > 0n) this.debts.push({ transaction, at, open: left });
  }

  /** Takes an award back: what is pending of it, then what expired or became void of it, then as a debit, or no more than there is. */
  clawBack(transaction: string, at: number, units: bigint, award: string, clamp: boolean): void {
    const own = this.lots.filter((lot) => lot.transaction === award);
    const done = { award, units, voided: 0n, counted: 0n, unearned: 0n };
    for (const lot of own.filter(({ state }) => state === "pending"))
      done.voided += this.take(transaction, lot, units - done.voided);
    for (const lot of own) {
      const expired = min(units - done.voided - done.counted, lot.expired - lot.counted);
      lot.counted += expired;
      done.counted += expired;
      if (lot.state === "void") done.unearned += expired;
    }
    done.unearned += done.voided;
    const rest = units - done.voided - done.counted;
    this.debit(transaction, at, clamp ? min(rest, max(this.available, 0n)) : rest, award);
    this.clawBacks.set(transaction, done);
    this.earned -= units - done.unearned;
  }

  undo(transaction: string, today: string, graceDays: number): void {
    for (const debt of this.debts) if (debt.transaction === transaction) debt.open = 0n;
    const claw = this.clawBacks.get(transaction);
    this.clawBacks.delete(transaction);
    if (claw) {
      this.earned += claw.units - claw.unearned;
      for (const lot of this.lots) if (lot.transaction === claw.award) lot.counted -= claw.counted;
    }
    let voided = claw?.voided ?? 0n;
    const uses = [...(this.uses.get(transaction) ?? [])].sort(([a], [b]) => (a.id < b.id ? -1 : 1));
    this.uses.delete(transaction);
    for (const [lot, taken] of uses) {
      const part = lot.transaction === claw?.award ? min(voided, taken) : 0n;
      voided -= part;
      if (lot.state === "pending" && lot.voidOn !== null && lot.voidOn < today) lot.state = "void";
      if (lot.state === "void") {
        lot.expired += part;
        continue;
      }
      if (lot.state === "pending" && lot.availableOn !== null && lot.availableOn <= today)
        lot.state = "available";
      lot.remaining += taken;
      if (lot.state === "pending") continue;
      this.earned += part;
      if (lot.expiresOn !== null && lot.expiresOn < today) lot.expiresOn = addDays(today, graceDays);
      this.payDebts(lot);
    }
  }

  /** Open lots as the database lists them. */
  openLots(): { id: string; remaining: bigint; isPending: boolean; expiresOn: string | null }[] {
    return this.open().map(({ id, remaining, state, expiresOn }) => ({
      id,
      remaining,
      isPending: state === "pending",
      expiresOn,
    }));
  }
}

type Due = { lot: ModelLot; kind: "activate" | "void" | "expire"; on: string; order: string };

const spendingOrder = (lot: ModelLot) =>
  `${lot.expiresOn ?? "9999-12-31"} ${String(lot.at).padStart(15, "0")} ${lot.id}`;

/** At one midnight units become available first, then others void, and then others expire. */
function dueOf(lot: ModelLot): Due[] {
  const due = (kind: Due["kind"], rank: number, on: string): Due[] => [
    { lot, kind, on, order: `${on} ${rank} ${spendingOrder(lot)}` },
  ];
  if (lot.state === "pending" && lot.availableOn) return due("activate", 1, lot.availableOn);
  if (lot.state === "pending") return lot.voidOn ? due("void", 2, addDays(lot.voidOn, 1)) : [];
  if (lot.state === "void" || lot.expiresOn === null) return [];
  const after = addDays(lot.expiresOn, 1);
  return due("expire", 3, lot.availableOn && lot.availableOn > after ? lot.availableOn : after);
}

const min = (a: bigint, b: bigint) => (a < b ? a : b);
const max = (a: bigint, b: bigint) => (a > b ? a : b);
