"use client";

import { Plus, Trash2 } from "lucide-react";
import { type Control, useFieldArray, useWatch } from "react-hook-form";
import { BooleanField, SelectField, TextField } from "@/components/forms/fields";
import { Button } from "@/components/ui/button";
import { eventTypeSchema } from "@/lib/domain/program/schema";
import type { EventsValues } from "./events-form";
import { ListItem } from "./list-item";
import { LocalizedFields } from "./shared-fields";
import { textValues } from "./start-values";
import type { Words } from "./words";

type Props = { control: Control<EventsValues>; words: Words };

const MAX_TYPES = 100;
const MAX_FIELDS = 30;
const fieldTypes = ["number", "text", "boolean"] as const;

/** The events of the merchant's own: what the shop may tell, with the fields that conditions can ask for. */
export function EventTypeList({ control, words }: Props) {
  const { t, document } = words;
  const { fields, append, remove } = useFieldArray({ control, name: "eventTypes", keyName: "id" });
  const types = useWatch({ control, name: "eventTypes" });
  function summary(index: number): string {
    const type = types[index];
    const parsed = eventTypeSchema.safeParse({ ...type, key: type?.key ?? "new" }).data;
    if (!parsed) return t("form.incomplete");
    return type?.key ? `event.${type.key} · ${words.eventType(parsed)}` : words.eventType(parsed);
  }
  return (
    <>
      <ul>
        {fields.map((field, index) => (
          <ListItem
            key={field.id}
            control={control}
            path={`eventTypes.${index}`}
            title={Object.values(types[index]?.name ?? {}).find(Boolean) || t("events.newType")}
            summary={summary(index)}
            isNew={field.key === null}
            removeLabel={t("events.removeType")}
            onRemove={() => remove(index)}
          >
            <LocalizedFields
              control={control}
              words={words}
              name={`eventTypes.${index}.name`}
              label={(language) => t("form.name", { language })}
            />
            <EventFields control={control} words={words} index={index} />
          </ListItem>
        ))}
      </ul>
      {fields.length < MAX_TYPES && (
        <div>
          <Button onClick={() => append({ key: null, name: textValues(document), fields: [] })}>
            <Plus aria-hidden />
            {t("events.addType")}
          </Button>
        </div>
      )}
    </>
  );
}

function EventFields({ control, words: { t }, index }: Props & { index: number }) {
  const { fields, append, remove } = useFieldArray({
    control,
    name: `eventTypes.${index}.fields`,
    keyName: "id",
  });
  return (
    <>
      {fields.map((field, n) => (
        <div key={field.id} className="grid gap-2">
          <div className="flex items-start gap-2">
            <TextField
              control={control}
              name={`eventTypes.${index}.fields.${n}.key`}
              label={t("events.fieldName")}
              className="min-w-0 flex-1"
            />
            <SelectField
              control={control}
              name={`eventTypes.${index}.fields.${n}.type`}
              label={t("events.fieldType")}
              options={fieldTypes.map((value) => ({ value, label: t(`events.fieldTypes.${value}`) }))}
              className="min-w-0 flex-1"
            />
            <Button
              variant="ghost"
              size="icon"
              className="mt-6"
              aria-label={t("events.removeField", { number: n + 1 })}
              onClick={() => remove(n)}
            >
              <Trash2 aria-hidden />
            </Button>
          </div>
          <BooleanField
            control={control}
            name={`eventTypes.${index}.fields.${n}.required`}
            label={t("events.required")}
          />
        </div>
      ))}
      {fields.length < MAX_FIELDS && (
        <div>
          <Button variant="ghost" onClick={() => append({ key: "", type: "number", required: false })}>
            <Plus aria-hidden />
            {t("events.addField")}
          </Button>
        </div>
      )}
    </>
  );
}
