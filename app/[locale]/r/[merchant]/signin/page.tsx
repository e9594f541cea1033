import { redirect } from "next/navigation";
import { RewardsFrame } from "@/components/rewards/frame";
import { JoinPanel } from "@/components/rewards/join-panel";
import { getWords } from "@/components/rewards/words";
import { openCustomerPage } from "@/lib/platform/auth/customer-page";

export default async function SignInPage({
  params,
}: {
  params: Promise<{ locale: string; merchant: string }>;
}) {
  const { locale, merchant } = await params;
  const page = await openCustomerPage(locale, merchant);
  if (page.signedIn) redirect(`/${locale}/r/${merchant}`);
  const words = await getWords(page, null);
  return (
    <RewardsFrame words={words} slug={merchant} signedIn={false} here="/signin" title={words.t("signIn")}>
      <JoinPanel slug={merchant} words={words} />
    </RewardsFrame>
  );
}
