"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Control, useWatch } from "react-hook-form";
import { z } from "zod";
import { SelectField, TextField } from "@/components/forms/fields";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import type { EventByHand, EventTypeRow } from "@/lib/features/events";
import { recordEventByHandAction } from "@/lib/features/events/actions";
import { EventOutcome } from "./event-outcome";

type Field = EventTypeRow["fields"][number];
type Props = {
  slug: string;
  customerId: string;
  types: { trigger: string; name: string; fields: Field[] }[];
};

/** Records what a customer did just now, so that they are given what the program promises for it. */
export function RecordEvent(props: Props) {
  const t = useTranslations("customers.event");
  return (
    <Sheet trigger={<Button>{t("action")}</Button>} title={t("title")} description={t("description")}>
      <EventSheet {...props} />
    </Sheet>
  );
}

function EventSheet(props: Props) {
  const [told, setTold] = useState<EventByHand | null>(null);
  return told ? <EventOutcome told={told} /> : <EventForm {...props} onTold={setTold} />;
}

const formSchema = z.object({
  type: z.string().min(1, "required"),
  data: z.record(z.string(), z.string().optional()),
});
type Values = z.infer<typeof formSchema>;

/** What was typed as what the field holds; what is no number stays a text, and is refused as such. */
function typed({ type }: Field, text: string): string | number | boolean {
  if (type === "boolean") return text === "true";
  return type === "number" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function told(fields: Field[], data: Values["data"]) {
  const filled = fields.flatMap((field) => {
    const text = data[field.key]?.trim();
    return text ? [[field.key, typed(field, text)] as const] : [];
  });
  return Object.fromEntries(filled);
}

function DataField({ control, field }: { control: Control<Values>; field: Field }) {
  const t = useTranslations("customers.event");
  const shared = { control, name: `data.${field.key}`, label: field.key, optional: !field.required } as const;
  if (field.type !== "boolean")
    return <TextField {...shared} inputMode={field.type === "number" ? "decimal" : undefined} />;
  const options = [
    { value: "true", label: t("yes") },
    { value: "false", label: t("no") },
  ];
  return <SelectField {...shared} placeholder={t("choose")} options={options} />;
}

function EventForm({ slug, customerId, types, onTold }: Props & { onTold: (told: EventByHand) => void }) {
  const t = useTranslations("customers.event");
  const fieldsOf = (type: string | undefined) => types.find(({ trigger }) => trigger === type)?.fields ?? [];
  const { form, submit, pending, failure } = useCommandForm({
    schema: formSchema,
    action: ({ type, data }, key) =>
      recordEventByHandAction(slug, { customerId, type, data: told(fieldsOf(type), data) }, key),
    defaultValues: { type: "", data: {} },
    onSuccess: onTold,
  });
  const { control } = form;
  const type = useWatch({ control, name: "type" });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormError failure={failure} />
      <SelectField
        control={control}
        name="type"
        label={t("type")}
        placeholder={t("choose")}
        options={types.map(({ trigger, name }) => ({ value: trigger, label: name }))}
      />
      {fieldsOf(type).map((field) => (
        <DataField key={`${type}.${field.key}`} control={control} field={field} />
      ))}
      <div>
        <SubmitButton pending={pending}>{t("action")}</SubmitButton>
      </div>
    </form>
  );
}
