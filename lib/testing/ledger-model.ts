import { addDays } from "@/lib/domain/time";

/**
 * The ledger of one wallet in a few lines, written apart from the real one: lots, debts, and who took from which
 * lot. Tests hold the database against it.
 */
export type ModelLot = {
  id: string;
  transaction: string;
  amount: bigint;
  remaining: bigint;
  expired: bigint;
  counted: bigint;
  at: number;
  expiresOn: string | null;
};
export type ModelDebt = { transaction: string; at: number; open: bigint };

export class WalletModel {
  lots: ModelLot[] = [];
  debts: ModelDebt[] = [];
  private uses = new Map<string, Map<ModelLot, bigint>>();

  /** What the customer can spend; below zero what is owed. */
  get available(): bigint {
    const held = this.lots.reduce((sum, lot) => sum + lot.remaining, 0n);
    return this.debts.reduce((sum, debt) => sum - debt.open, held);
  }

  private open(): ModelLot[] {
    const order = (lot: ModelLot) =>
      `${lot.expiresOn ?? "9999-12-31"} ${String(lot.at).padStart(15, "0")} ${lot.id}`;
    return this.lots.filter((lot) => lot.remaining > 0n).sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  private take(transaction: string, lot: ModelLot, units: bigint): void {
    lot.remaining -= units;
    const uses = this.uses.get(transaction) ?? new Map<ModelLot, bigint>();
    uses.set(lot, (uses.get(lot) ?? 0n) + units);
    this.uses.set(transaction, uses);
  }

  private payDebts(lot: ModelLot): void {
    const oldest = [...this.debts].sort((a, b) => a.at - b.at || (a.transaction < b.transaction ? -1 : 1));
    for (const debt of oldest) {
      const units = min(debt.open, lot.remaining);
      if (units === 0n) continue;
      debt.open -= units;
      this.take(debt.transaction, lot, units);
    }
  }

  expire(before: string): void {
    for (const lot of this.open()) {
      if (lot.expiresOn === null || lot.expiresOn >= before) continue;
      lot.expired += lot.remaining;
      this.take(`expire:${lot.id}:${lot.expiresOn}`, lot, lot.remaining);
    }
  }

  credit(lot: Pick<ModelLot, "id" | "transaction" | "amount" | "at" | "expiresOn">): void {
    const opened = { ...lot, remaining: lot.amount, expired: 0n, counted: 0n };
    this.lots.push(opened);
    this.payDebts(opened);
  }

  /** Takes units, own lots first; what no lot covers is owed. For a claw-back, own expired units count first. */
  debit(transaction: string, at: number, amount: bigint, own: string[] = [], countExpired = false): void {
    const mine = (lot: ModelLot) => own.includes(lot.transaction);
    let left = amount;
    for (const lot of countExpired ? this.lots.filter(mine) : []) {
      const units = min(left, lot.expired - lot.counted);
      lot.counted += units;
      left -= units;
    }
    const open = this.open();
    for (const lot of [...open.filter(mine), ...open.filter((one) => !mine(one))]) {
      const units = min(left, lot.remaining);
      if (units > 0n) this.take(transaction, lot, units);
      left -= units;
    }
    if (left > 0n) this.debts.push({ transaction, at, open: left });
  }

  undo(transaction: string, today: string, graceDays: number): void {
    for (const debt of this.debts) if (debt.transaction === transaction) debt.open = 0n;
    const uses = [...(this.uses.get(transaction) ?? [])].sort(([a], [b]) => (a.id < b.id ? -1 : 1));
    this.uses.delete(transaction);
    for (const [lot, units] of uses) {
      lot.remaining += units;
      if (lot.expiresOn !== null && lot.expiresOn < today) lot.expiresOn = addDays(today, graceDays);
      this.payDebts(lot);
    }
  }

  /** Open lots as the database lists them. */
  openLots(): { id: string; remaining: bigint; expiresOn: string | null }[] {
    return this.open().map(({ id, remaining, expiresOn }) => ({ id, remaining, expiresOn }));
  }
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
