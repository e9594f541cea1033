"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useTransition } from "react";
import { Select, type SelectOption } from "@/components/ui/input";

/** How long a customer is taken to stay: so many years, or as measured. Kept in the address. */
export function LifespanControl({
  label,
  value,
  options,
}: {
  label: string;
  value: string;
  options: readonly SelectOption[];
}) {
  const [pending, startTransition] = useTransition();
  const address = parseAsString.withOptions({ shallow: false, startTransition });
  const [, setLifespan] = useQueryState("lifespan", address);
  return (
    <Select
      aria-label={label}
      aria-busy={pending}
      value={value}
      onChange={(event) => setLifespan(event.target.value)}
      options={options}
    />
  );
}
