import { useTranslations } from "next-intl";
import { PublicField, PublicRadioGroup, PublicSelect } from "@/components/forms/public-form";
import { Card } from "@/components/ui/card";
import { locales } from "@/lib/platform/i18n/locales";

export function OwnerFields({ locale }: { locale: string }) {
  const t = useTranslations("setup");
  return (
    <Card title={t("owner")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <PublicField name="owner.name" label={t("yourName")} autoComplete="name" required />
        <PublicSelect
          name="language"
          label={t("language")}
          defaultValue={locale}
          options={locales.map((value) => ({ value, label: t(`languages.${value}`) }))}
        />
        <PublicField name="owner.email" type="email" label={t("email")} autoComplete="username" required />
        <PublicField
          name="owner.password"
          type="password"
          label={t("password")}
          description={t("passwordHint")}
          autoComplete="new-password"
          required
        />
      </div>
    </Card>
  );
}

/** Every current currency, by its name in the reader's language. */
function currencyOptions(locale: string) {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return Intl.supportedValuesOf("currency").map((code) => ({
    value: code,
    label: `${code} · ${names.of(code) ?? code}`,
  }));
}

function zoneOptions() {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map((zone) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
  }));
}

export function StoreFields({ locale }: { locale: string }) {
  const t = useTranslations("setup");
  return (
    <Card title={t("store")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <PublicField name="name" label={t("storeName")} autoComplete="organization" />
        <PublicField name="slug" label={t("slug")} description={t("slugHint")} autoCapitalize="none" />
        <PublicSelect
          name="currency"
          label={t("currency")}
          description={t("currencyHint")}
          placeholder={t("choose")}
          options={currencyOptions(locale)}
        />
        <PublicSelect
          name="timezone"
          label={t("timezone")}
          description={t("timezoneHint")}
          placeholder={t("choose")}
          options={zoneOptions()}
        />
      </div>
    </Card>
  );
}

export function StartFields() {
  const t = useTranslations("setup");
  return (
    <PublicRadioGroup
      name="start"
      label={t("start")}
      defaultValue="empty"
      options={[
        { value: "empty", label: t("startEmpty"), description: t("startEmptyHint") },
        { value: "demo", label: t("startDemo"), description: t("startDemoHint") },
      ]}
    />
  );
}
