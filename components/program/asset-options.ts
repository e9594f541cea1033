import type { SelectOption } from "@/components/ui/input";
import type { Words } from "./words";

/** What a wallet of this program can hold, as choices. */
export function assetOptions({ assetName, document }: Words): SelectOption[] {
  const cards = document.stampCards.map(({ key }) => `stamps:${key}`);
  return ["points", "credit", ...cards].map((value) => ({ value, label: assetName(value) }));
}
