import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { PlainPage } from "@/components/layout/plain-page";
import { themeCookie, toTheme } from "@/components/layout/theme";
import { ThemeToggle } from "@/components/layout/theme-toggle";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Toaster } from "@/components/ui/toaster";
import { listOwnSessions, requireSession } from "@/lib/platform/auth/staff";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { getFormat } from "@/lib/platform/i18n/server";
import { NameForm } from "./name-form";
import { PasswordForm } from "./password-form";
import { SessionList } from "./session-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage() {
  const { id, user } = await requireSession();
  const [t, cookieStore, sessions] = await Promise.all([
    getTranslations("account"),
    cookies(),
    listOwnSessions(user.id),
  ]);
  // An account belongs to no store, so its times are told in UTC.
  const format = await getFormat({ currency: "USD", timeZone: "UTC" });
  return (
    <PlainPage
      title={t("title")}
      description={user.email}
      wide
      footer={
        <ButtonLink variant="link" href="/" className="justify-self-start">
          {t("back")}
        </ButtonLink>
      }
    >
      <ClientMessages namespaces={["account"]}>
        <Card title={t("profile")}>
          <NameForm name={user.name} />
        </Card>
        <Card title={t("appearance")} description={t("appearanceHint")}>
          <ThemeToggle initial={toTheme(cookieStore.get(themeCookie)?.value)} />
        </Card>
        <Card title={t("passwordTitle")} description={t("passwordDescription")}>
          <PasswordForm email={user.email} />
        </Card>
        <Card title={t("sessions")} description={t("sessionsDescription")} padded={false}>
          <SessionList
            sessions={sessions.map((session) => ({
              id: session.id,
              isThis: session.id === id,
              since: format.dateTime(session.createdAt),
              until: format.day(session.expiresAt),
            }))}
          />
        </Card>
        <Toaster />
      </ClientMessages>
    </PlainPage>
  );
}
