"use client";

import { type Control, type UseFormSetValue, useWatch } from "react-hook-form";
import { TextField } from "@/components/forms/fields";
import { Checkbox } from "@/components/ui/choice";
import { FieldSet } from "@/components/ui/field";
import type { ExpiryValues } from "./expiry-form";
import type { Words } from "./words";

const numbers = [1, 2, 5, 21];
type Form = "one" | "few" | "many" | "other";
const isForm = (category: string): category is Form => ["one", "few", "many", "other"].includes(category);

/** What points are called, in the plural forms that each language of the program has. */
export function PointsNameFields({
  control,
  setValue,
  words: { t, document, language, format },
}: {
  control: Control<ExpiryValues>;
  setValue: UseFormSetValue<ExpiryValues>;
  words: Words;
}) {
  const names = useWatch({ control, name: "pointsName" }) ?? {};
  return document.locales.map((locale) => {
    const rules = new Intl.PluralRules(locale);
    const forms = rules.resolvedOptions().pluralCategories.filter(isForm);
    const own = names[locale];
    const example = (count: number) => {
      const form = rules.select(count);
      return `${format.number(count)} ${(isForm(form) && own?.[form]) || own?.other || "…"}`;
    };
    return (
      <FieldSet key={locale} legend={language(locale)}>
        <Checkbox
          label={t("pointsName.own")}
          checked={Boolean(own)}
          onChange={({ target }) =>
            setValue(`pointsName.${locale}`, target.checked ? { other: "" } : undefined, {
              shouldDirty: true,
            })
          }
        />
        {own && (
          <>
            <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
              {forms.map((form) => (
                <TextField
                  key={form}
                  control={control}
                  name={`pointsName.${locale}.${form}`}
                  label={t(`pointsName.forms.${form}`)}
                />
              ))}
            </div>
            <p className="text-table text-muted-foreground">{numbers.map(example).join(" · ")}</p>
          </>
        )}
      </FieldSet>
    );
  });
}
