"use client";

import { type Control, type FieldValues, type Path, useController, useFormState } from "react-hook-form";
import { DecimalInput } from "@/components/forms/amount-fields";
import { useFieldMessage } from "@/components/forms/messages";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { Gift } from "@/lib/domain/program/schema";
import type { Words } from "./words";

const USUAL_POINTS = 100;

const isGift = (value: unknown): value is Gift =>
  typeof value === "object" && value !== null && "type" in value;

/** Points or a reward that somebody is given; `none` offers to give nothing. */
export function GiftInput<Values extends FieldValues>({
  control,
  name,
  words: { t, document, name: nameOf },
  label,
  none,
}: {
  control: Control<Values>;
  name: Path<Values>;
  words: Words;
  label: string;
  none?: string;
}) {
  const { field } = useController({ control, name });
  const state = useFormState({ control });
  const message = useFieldMessage();
  const value: unknown = field.value;
  const gift = isGift(value) ? value : null;
  const faultOf = (part: string) =>
    message(control.getFieldState(`${name}.${part}` as Path<Values>, state).error?.message); // a part of a gift
  const { rewards } = document;
  const choose = (type: string) => {
    if (type === "") return field.onChange(null);
    field.onChange(
      type === "points" ? { type, units: USUAL_POINTS } : { type: "reward", reward: rewards[0]?.key ?? "" },
    );
  };
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field label={label}>
        <Select
          value={gift?.type ?? ""}
          onChange={(event) => choose(event.target.value)}
          placeholder={none}
          options={[
            { value: "points", label: t("gifts.points") },
            { value: "reward", label: t("gifts.reward"), disabled: rewards.length === 0 },
          ]}
        />
      </Field>
      {gift?.type === "points" && (
        <Field label={t("gifts.units")} error={faultOf("units")}>
          <DecimalInput
            scale={0}
            as="number"
            value={gift.units}
            onChange={(units) => field.onChange({ ...gift, units })}
          />
        </Field>
      )}
      {gift?.type === "reward" && (
        <Field label={t("gifts.which")} error={faultOf("reward")}>
          <Select
            value={gift.reward}
            onChange={({ target }) => field.onChange({ ...gift, reward: target.value })}
            options={rewards.map((reward) => ({ value: reward.key, label: nameOf(reward) }))}
          />
        </Field>
      )}
    </div>
  );
}
