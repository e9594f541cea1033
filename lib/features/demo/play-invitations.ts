import type { Shopper } from "@/db/seed/behaviour";
import type { Claim, Invitations, Link } from "@/db/seed/invitations";
import { invariant } from "@/lib/domain/errors";
import type { Ctx } from "@/lib/platform/ctx";
import { addClaims, addLinks, addVisits, type BulkClaim } from "./bulk-referrals";
import type { Calendar } from "./facts";

/** Links are asked for in the evening, after the members of the day have joined. */
const EVENING = 21 * 3600;

/** Lets the invitations of the model happen, week by week. */
export class PlayedInvitations {
  private readonly codes = new Map<Link, string>();

  constructor(
    private readonly model: Invitations,
    private readonly calendar: Calendar,
    private readonly customerIds: ReadonlyMap<string, string>,
  ) {}

  get friends(): ReadonlySet<Shopper> {
    return this.model.friends;
  }

  private idOf(externalId: string): string {
    const id = this.customerIds.get(externalId);
    invariant(id, "everybody of the model has a profile");
    return id;
  }

  private async openLinks(ctx: Ctx, days: number[]): Promise<void> {
    const asked = this.model.links.filter(({ day }) => days.includes(day));
    const links = asked
      .map((link) => ({ link, at: this.calendar.at(link.day, EVENING) }))
      .filter(({ at }) => at <= ctx.now);
    const codes = await addLinks(
      ctx,
      links.map(({ link, at }) => ({ customerId: this.idOf(link.owner.person.externalId), at })),
    );
    for (const [i, { link }] of links.entries()) this.codes.set(link, codes[i] ?? "");
  }

  private claimOf({ link, friend, email, day, second, refusal }: Claim): BulkClaim[] {
    const code = this.codes.get(link);
    if (!code) return [];
    const friendId = friend && this.idOf(friend.person.externalId);
    const advocateId = this.idOf(link.owner.person.externalId);
    const at = this.calendar.at(day, second);
    return [{ code, advocateId, friendId, friendEmail: email, at, refusal }];
  }

  /** Links that are made, claims and visits of these days; before the orders of those who claim. */
  async play(ctx: Ctx, days: number[]): Promise<void> {
    await this.openLinks(ctx, days);
    const claims = this.model.claims
      .filter(({ day }) => days.includes(day))
      .flatMap((claim) => this.claimOf(claim))
      .filter(({ at }) => at <= ctx.now);
    await addClaims(ctx, claims);
    const visits = [...this.codes].flatMap(([{ visits: byDay }, code]) =>
      days.flatMap((day) => {
        const count = byDay.get(day);
        return count ? [{ code, day: this.calendar.date(day), visits: count }] : [];
      }),
    );
    await addVisits(ctx, visits);
  }
}
