import { ActionForm } from "@/components/rewards/action-form";
import { RewardsFrame, Section } from "@/components/rewards/frame";
import { buttonStyle } from "@/components/ui/button-style";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { savePreferencesAction, signOutAction } from "@/lib/features/members/actions";
import { openMemberPage } from "../member-page";

export default async function SettingsPage({
  params,
}: {
  params: Promise<{ locale: string; merchant: string }>;
}) {
  const { locale, merchant } = await params;
  const { home, words } = await openMemberPage(locale, merchant);
  const { t } = words;
  const { member } = home;
  return (
    <RewardsFrame
      words={words}
      slug={merchant}
      signedIn
      place="settings"
      here="/settings"
      title={t("settings.title")}
    >
      <ActionForm
        action={savePreferencesAction.bind(null, locale, merchant)}
        label={t("settings.save")}
        className="grid justify-items-start gap-4"
      >
        <Field label={t("settings.name")} description={t("settings.nameHint", { store: words.store })}>
          <Input
            name="name"
            autoComplete="name"
            maxLength={200}
            defaultValue={member.name ?? ""}
            className="h-11"
          />
        </Field>
        <Field label={t("settings.birthday")} description={t("settings.birthdayHint")}>
          <Input
            name="birthday"
            type="date"
            autoComplete="bday"
            max={home.program?.today}
            defaultValue={member.birthday ?? ""}
            className="h-11"
          />
        </Field>
        <Checkbox
          name="acceptsMarketing"
          label={t("settings.news")}
          defaultChecked={member.acceptsMarketing}
        />
      </ActionForm>
      <Section title={t("settings.account")}>
        <p>{member.email}</p>
        <form action={signOutAction.bind(null, locale, merchant)} className="grid justify-items-start gap-2">
          <button type="submit" className={buttonStyle({ size: "touch" })}>
            {t("signOut")}
          </button>
          <p className="text-body text-muted-foreground">{t("settings.signOutText")}</p>
        </form>
      </Section>
    </RewardsFrame>
  );
}
