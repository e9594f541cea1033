"use client";

import { type Messages, useTranslations } from "next-intl";
import { useCallback } from "react";
import type { ActionFailure } from "@/lib/platform/action";

type ErrorKey = Exclude<keyof Messages["errors"], "field">;
type FieldErrorKey = keyof Messages["errors"]["field"];

/** Says a failed action in words: by its reason where there is a text for it, else by its code. */
export function useFailureMessage() {
  const t = useTranslations("errors");
  return useCallback(
    ({ reason, code, params }: Pick<ActionFailure, "reason" | "code" | "params">): string => {
      const isKnown = (key: string): key is ErrorKey => t.has(key as ErrorKey); // has() decides at run time
      const key = isKnown(reason) ? reason : code;
      return t(key, params);
    },
    [t],
  );
}

/** A number that cannot be read says which form is right: its decimals are known. */
export function numberFault(fault: string | undefined, scale: number): string | undefined {
  if (fault !== "invalid" && fault !== "not_a_number") return fault;
  return scale === 0 ? "whole_number" : `decimals:${scale}`;
}

/**
 * Says what is wrong with a field. A schema names its faults by keys below `errors.field`; a sentence is shown as it
 * is, and a key without a text says no more than that the value cannot be used. A limit is told as it is typed: `scale`
 * is how many decimals the field has.
 */
export function useFieldMessage() {
  const t = useTranslations("errors.field");
  return useCallback(
    (fault: string | undefined, scale = 0): string | undefined => {
      const isKnown = (key: string): key is FieldErrorKey => t.has(key as FieldErrorKey); // has() decides at run time
      if (!fault) return undefined;
      const [, decimals] = /^decimals:(\d+)$/.exec(fault) ?? [];
      if (decimals)
        return t("decimals", {
          count: Number(decimals),
          example: (12.5).toFixed(Math.min(Number(decimals), 2)),
        });
      const [, bound, units] = /^(too_small|too_large):(-?\d+(?:\.\d+)?)$/.exec(fault) ?? [];
      if (bound && units) {
        const limit = Number(units) / 10 ** scale;
        return bound === "too_small" ? t("at_least", { limit }) : t("at_most", { limit });
      }
      if (isKnown(fault)) return t(fault);
      return /^\w+$/.test(fault) ? t("invalid") : fault;
    },
    [t],
  );
}
