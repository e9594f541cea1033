"use client";

import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useTransition } from "react";
import { Select, type SelectOption } from "@/components/ui/input";

/** Whose figures a report shows, kept in the address. */
export function SegmentSelect({
  chosen,
  options,
}: {
  chosen: string | null;
  options: readonly SelectOption[];
}) {
  const t = useTranslations("chart.segment");
  const [pending, startTransition] = useTransition();
  const address = parseAsString.withOptions({ shallow: false, startTransition, history: "push" });
  const [, setSegment] = useQueryState("segment", address);
  return (
    <Select
      aria-label={t("label")}
      aria-busy={pending}
      value={chosen ?? ""}
      placeholder={t("everyone")}
      onChange={(event) => setSegment(event.target.value || null)}
      options={options}
      className="sm:max-w-52"
    />
  );
}
