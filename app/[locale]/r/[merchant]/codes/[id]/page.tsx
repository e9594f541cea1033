import { notFound } from "next/navigation";
import { CodePanel } from "@/components/rewards/code-panel";
import { MoreLink, RewardsFrame } from "@/components/rewards/frame";
import { DomainError } from "@/lib/domain/errors";
import { getMemberCode } from "@/lib/features/members";
import { read } from "@/lib/platform/query";
import { openMemberPage } from "../../member-page";

export default async function CodePage({
  params,
}: {
  params: Promise<{ locale: string; merchant: string; id: string }>;
}) {
  const { locale, merchant, id } = await params;
  const { page, home, words } = await openMemberPage(locale, merchant);
  const code = await read(page.ctx, getMemberCode, { redemptionId: id }).catch((error: unknown) => {
    if (error instanceof DomainError) notFound();
    throw error;
  });
  return (
    <RewardsFrame words={words} slug={merchant} signedIn here={`/codes/${id}`}>
      <CodePanel
        code={code}
        available={home.balances.wallets.get(code.asset) ?? 0n}
        slug={merchant}
        words={words}
      />
      <MoreLink href={words.path()}>{words.t("codes.back")}</MoreLink>
    </RewardsFrame>
  );
}
