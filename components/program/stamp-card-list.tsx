"use client";

import { Plus } from "lucide-react";
import { type Control, useFieldArray, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import type { EventsValues } from "./events-form";
import { ListItem } from "./list-item";
import { LocalizedFields } from "./shared-fields";
import { textValues } from "./start-values";
import type { Words } from "./words";

const MAX_CARDS = 20;

/** The stamp cards, each with what gives and takes its stamps. */
export function StampCardList({ control, words }: { control: Control<EventsValues>; words: Words }) {
  const { t, document } = words;
  const { fields, append, remove } = useFieldArray({ control, name: "stampCards", keyName: "id" });
  const cards = useWatch({ control, name: "stampCards" });
  const titleOf = (index: number) =>
    Object.values(cards[index]?.name ?? {}).find(Boolean) || t("events.newCard");
  const uses = (key: string | null) => (key === null ? t("events.unused") : words.card(key));
  return (
    <>
      <ul>
        {fields.map((field, index) => (
          <ListItem
            key={field.id}
            control={control}
            path={`stampCards.${index}`}
            title={titleOf(index)}
            summary={uses(cards[index]?.key ?? null)}
            isNew={field.key === null}
            removeLabel={t("events.removeCard")}
            onRemove={() => remove(index)}
          >
            <LocalizedFields
              control={control}
              words={words}
              name={`stampCards.${index}.name`}
              label={(language) => t("form.name", { language })}
            />
          </ListItem>
        ))}
      </ul>
      {fields.length < MAX_CARDS && (
        <div>
          <Button onClick={() => append({ key: null, name: textValues(document) })}>
            <Plus aria-hidden />
            {t("events.addCard")}
          </Button>
        </div>
      )}
    </>
  );
}
