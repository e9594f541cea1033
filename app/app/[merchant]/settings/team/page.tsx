import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { listMembers } from "@/lib/features/team";
import { requireStaff } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { read } from "@/lib/platform/query";
import { AddMember } from "./add-member";
import { MemberTable } from "./member-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team"))("title") };
}

export default async function TeamPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { ctx, merchant, user } = await requireStaff((await params).merchant, "team.write");
  const [t, members] = await Promise.all([getTranslations("team"), read(ctx, listMembers, {})]);
  return (
    <ClientMessages namespaces={["team"]}>
      <Page
        title={t("title")}
        description={t("description")}
        width="detail"
        actions={<AddMember slug={merchant.slug} />}
      >
        <Card padded={false}>
          <MemberTable slug={merchant.slug} members={members} ownUserId={user.id} />
        </Card>
      </Page>
    </ClientMessages>
  );
}
