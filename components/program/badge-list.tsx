"use client";

import { Plus } from "lucide-react";
import { type Control, useFieldArray, useWatch } from "react-hook-form";
import { customerFields } from "@/components/segments/draft";
import type { ValueOptions } from "@/components/segments/test-inputs";
import { Button } from "@/components/ui/button";
import { badgeSchema } from "@/lib/domain/program/schema";
import { ConditionField } from "./condition-field";
import type { GamesValues } from "./games-form";
import { ListItem } from "./list-item";
import { LocalizedFields } from "./shared-fields";
import { textValues } from "./start-values";
import type { Words } from "./words";

const MAX_BADGES = 50;

/** The badges, each with whom it is for. */
export function BadgeList({
  control,
  words,
  options,
}: {
  control: Control<GamesValues>;
  words: Words;
  options: ValueOptions;
}) {
  const { t, document } = words;
  const { fields, append, remove } = useFieldArray({ control, name: "badges", keyName: "id" });
  const badges = useWatch({ control, name: "badges" });
  function summary(index: number): string {
    const parsed = badgeSchema.safeParse({ ...badges[index], key: badges[index]?.key ?? "new" }).data;
    return parsed ? words.badge(parsed) : t("form.incomplete");
  }
  return (
    <>
      <ul>
        {fields.map((field, index) => (
          <ListItem
            key={field.id}
            control={control}
            path={`badges.${index}`}
            title={Object.values(badges[index]?.name ?? {}).find(Boolean) || t("games.newBadge")}
            summary={summary(index)}
            isNew={field.key === null}
            removeLabel={t("games.removeBadge")}
            onRemove={() => remove(index)}
          >
            <LocalizedFields
              control={control}
              words={words}
              name={`badges.${index}.name`}
              label={(language) => t("form.name", { language })}
            />
            <ConditionField
              control={control}
              name={`badges.${index}.condition`}
              words={words}
              fields={customerFields}
              options={options}
            />
          </ListItem>
        ))}
      </ul>
      {fields.length < MAX_BADGES && (
        <div>
          <Button
            onClick={() =>
              append({
                key: null,
                name: textValues(document),
                condition: { all: [{ field: "orders", op: "at_least", value: 10 }] },
              })
            }
          >
            <Plus aria-hidden />
            {t("games.addBadge")}
          </Button>
        </div>
      )}
    </>
  );
}
