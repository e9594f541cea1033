import { redirect } from "next/navigation";
import type { OfferReader } from "@/components/rewards/offer";
import { getWords } from "@/components/rewards/words";
import { newId } from "@/lib/domain/id";
import { getMemberHome, type MemberHome } from "@/lib/features/members";
import { redeemAction } from "@/lib/features/rewards/actions";
import { type CustomerPage, openCustomerPage } from "@/lib/platform/auth/customer-page";
import { read } from "@/lib/platform/query";

/** What every page of a member begins with; who is not signed in is led to the sign-in page. */
export async function openMemberPage(locale: string, slug: string) {
  const page = await openCustomerPage(locale, slug);
  if (!page.signedIn) redirect(`/${page.locale}/r/${slug}/signin`);
  const home = await read(page.ctx, getMemberHome, {});
  return { page, home, words: await getWords(page, home.program?.document ?? null) };
}

/** What the list of offers needs to let this member take them; null where nothing can be taken. */
export function readerOf({ program, balances, member }: MemberHome, page: CustomerPage): OfferReader | null {
  if (!program || member.blocked || !member.since) return null;
  return {
    wallets: balances.wallets,
    who: program.who,
    program: program.document,
    today: program.today,
    action: redeemAction.bind(null, page.locale, page.merchant.slug),
    keys: new Map(program.offers.map(({ reward }) => [reward.key, newId()])),
  };
}
