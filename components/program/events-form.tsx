"use client";

import { useTranslations } from "next-intl";
import type { z } from "zod";
import { MoneyField } from "@/components/forms/amount-fields";
import { BooleanField, NumberField } from "@/components/forms/fields";
import { useCommandForm } from "@/components/forms/use-command-form";
import { Checkbox } from "@/components/ui/choice";
import { type ProgramDocument, priceDropSchema } from "@/lib/domain/program/schema";
import { saveEventsAction } from "@/lib/features/programs/actions";
import { eventsForm } from "@/lib/features/programs/schema";
import { EventTypeList } from "./event-type-list";
import { FormFrame } from "./form-frame";
import { FormPart } from "./form-part";
import { StampCardList } from "./stamp-card-list";
import { textValues } from "./start-values";
import { useKeyedForm } from "./use-keyed-form";
import { useWords } from "./use-words";

export type EventsValues = z.input<typeof eventsForm>;

const MAX_DAYS = 365;

function valuesOf(document: ProgramDocument): EventsValues {
  const named = <T extends { name: Record<string, string | undefined> }>(item: T) => ({
    ...item,
    name: textValues(document, item.name),
  });
  return {
    eventTypes: document.eventTypes.map(named),
    stampCards: document.stampCards.map(named),
    priceDrop: document.priceDrop,
  };
}

/** What the shop can tell, the stamp cards, and what falling prices give back; one form, saved as a whole. */
export function EventsForm({
  document,
  revision,
  slug,
}: {
  document: ProgramDocument;
  revision: number;
  slug: string;
}) {
  const t = useTranslations("program");
  const words = useWords(document);
  const { form, submit, pending, failure } = useCommandForm<EventsValues, unknown>({
    schema: eventsForm,
    action: (values, key) => saveEventsAction(slug, { ...values, revision }, key),
    defaultValues: valuesOf(document),
    successMessage: t("form.saved"),
  });
  useKeyedForm(form, valuesOf(document), revision);
  const { control, setValue } = form;
  const priceDrop = form.watch("priceDrop");
  const parsed = priceDropSchema.safeParse(priceDrop).data;
  return (
    <FormFrame submit={submit} pending={pending} failure={failure}>
      <FormPart title={t("events.cards")} description={t("events.cardsHint")}>
        <StampCardList control={control} words={words} />
      </FormPart>
      <FormPart title={t("events.types")} description={t("events.typesHint")}>
        <EventTypeList control={control} words={words} />
      </FormPart>
      <FormPart title={t("events.priceDrop")} description={t("events.priceDropHint")}>
        <Checkbox
          label={t("events.priceDropOn")}
          checked={Boolean(priceDrop)}
          onChange={({ target }) =>
            setValue("priceDrop", target.checked ? priceDropSchema.parse({ days: 14 }) : null, {
              shouldDirty: true,
            })
          }
        />
        {priceDrop && (
          <>
            <div className="grid gap-4 sm:grid-cols-3">
              <NumberField
                control={control}
                name="priceDrop.days"
                label={t("events.days")}
                min={1}
                max={MAX_DAYS}
              />
              <MoneyField
                control={control}
                name="priceDrop.minDropMinor"
                label={t("events.minDrop")}
                as="number"
              />
              <MoneyField
                control={control}
                name="priceDrop.maxMinor"
                label={t("events.maxDrop")}
                as="number"
                optional
              />
            </div>
            <BooleanField control={control} name="priceDrop.active" label={t("earning.active")} asSwitch />
            {parsed && <p className="text-muted-foreground">{words.priceDrop(parsed)}.</p>}
          </>
        )}
      </FormPart>
    </FormFrame>
  );
}
