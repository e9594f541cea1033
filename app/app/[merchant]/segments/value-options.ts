import type { ValueOptions } from "@/components/segments/test-inputs";
import { npsGroups } from "@/lib/domain/conditions/schema";
import type { ConditionOptions } from "@/lib/features/segments/types";

const keysOf = (items: readonly { key: string }[]) => items.map(({ key }) => key);

/** What the store has, as the values that each field of the builder offers. */
export function valueOptions({ tiers, plans, countries, tags, categories }: ConditionOptions): ValueOptions {
  return {
    ...{ tier: keysOf(tiers), plan: keysOf(plans), country: countries, tags, category: categories },
    order_category: categories,
    nps: npsGroups,
  };
}
