import { ActionForm } from "@/components/rewards/action-form";
import { RewardsFrame } from "@/components/rewards/frame";
import { getWords } from "@/components/rewards/words";
import { signInByLinkAction } from "@/lib/features/members/actions";
import { openCustomerPage } from "@/lib/platform/auth/customer-page";

/** Opening the link does nothing yet: programs that look into mails open links, but press no buttons. */
export default async function LinkPage({
  params,
  searchParams,
}: {
  params: Promise<{ locale: string; merchant: string }>;
  searchParams: Promise<{ token?: string }>;
}) {
  const { locale, merchant } = await params;
  const { token } = await searchParams;
  const page = await openCustomerPage(locale, merchant);
  const words = await getWords(page, null);
  const { t } = words;
  return (
    <RewardsFrame words={words} slug={merchant} signedIn={false} title={t("link.title")}>
      <p className="-mt-4">{t("link.text", { store: words.store })}</p>
      <ActionForm action={signInByLinkAction.bind(null, locale, merchant)} label={t("link.button")}>
        <input type="hidden" name="token" value={token} />
      </ActionForm>
    </RewardsFrame>
  );
}
