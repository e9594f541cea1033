import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { Happening } from "./timeline";

type Of<Kind extends Happening["kind"]> = Extract<Happening, { kind: Kind }>;

/** Happenings of a day that do not meet but within their own list: each list can be told at once. */
export type Wave = {
  events: Of<"event">[];
  orders: Of<"order" | "refund">[];
  moves: Of<"moved">[];
  redemptions: Of<"redeem">[];
  returns: Of<"give_back">[];
};

const listOf = {
  event: "events",
  order: "orders",
  refund: "orders",
  moved: "moves",
  redeem: "redemptions",
  give_back: "returns",
} as const satisfies Record<Happening["kind"], keyof Wave>;

const empty = (): Wave => ({ events: [], orders: [], moves: [], redemptions: [], returns: [] });

function put(wave: Wave, one: Happening): void {
  const list: Happening[] = wave[listOf[one.kind]];
  list.push(one);
}

/** By what happenings of a run meet: customers, codes that were taken, and stocks of rewards that are limited. */
export class Meetings {
  private readonly codeOf = new Map<string, string>();
  private readonly rewardOf = new Map<string, string>();
  private readonly codesOfOrder = new Map<string, string[]>();
  private readonly limited: ReadonlySet<string>;
  /** Whether whatever fills a wallet may take from a stock. */
  private readonly takesStock: boolean;

  constructor(timeline: ReadonlyMap<unknown, Happening[]>, { rewards }: Pick<ProgramDocument, "rewards">) {
    const limited = rewards.filter(({ stock }) => stock !== null);
    this.limited = new Set(limited.map(({ key }) => key));
    this.takesStock = limited.some(({ active, automatic }) => active && automatic);
    for (const one of [...timeline.values()].flat()) {
      if (one.kind === "redeem") {
        this.rewardOf.set(one.code, one.rewardKey);
        this.codeOf.set(one.redemptionId, one.code);
      }
      if (one.kind === "order") this.codesOfOrder.set(one.order.externalId, one.order.rewardCodes);
    }
  }

  private codes(one: Happening): string[] {
    if (one.kind === "redeem") return [one.code];
    if (one.kind === "order") return one.order.rewardCodes;
    if (one.kind === "refund") return this.codesOfOrder.get(one.refund.orderExternalId ?? "") ?? [];
    if (one.kind === "give_back") return [this.codeOf.get(one.redemptionId) ?? ""];
    return [];
  }

  private of(one: Happening): string[] {
    const codes = this.codes(one);
    const stocks = codes
      .map((code) => this.rewardOf.get(code) ?? "")
      .filter((reward) => this.limited.has(reward));
    return [
      `customer ${one.customerId}`,
      ...codes.map((code) => `code ${code}`),
      ...stocks.map((reward) => `stock ${reward}`),
      ...(this.takesStock ? ["stocks"] : []),
    ];
  }

  /**
   * Parts what happened on a day, in the order of time, into waves that are told one after the other: what meets something
   * earlier stands in the same list of the same wave behind it, or in a later wave. A customer takes one reward per wave: what
   * the first one costs may decide on the second.
   */
  wavesOf(day: readonly Happening[]): Wave[] {
    const waves: Wave[] = [];
    const last = new Map<string, { level: number; list: keyof Wave }>();
    for (const one of day) {
      const list = listOf[one.kind];
      const names = this.of(one);
      const levels = names.map((name) => {
        const before = last.get(name);
        if (!before) return 0;
        const together = before.list === list && !(one.kind === "redeem" && name.startsWith("customer "));
        return together ? before.level : before.level + 1;
      });
      const level = Math.max(...levels);
      for (const name of names) last.set(name, { level, list });
      waves[level] ??= empty();
      put(waves[level], one);
    }
    return waves;
  }
}
