import type { ReactNode } from "react";
import { cn } from "./cn";

/** Names and values in rows ("Available — 520 points"). `hint` is a quiet line under a value. */
export function StatList({
  items,
  className,
}: {
  items: readonly { label: ReactNode; value: ReactNode; hint?: ReactNode }[];
  className?: string;
}) {
  return (
    <dl className={cn("divide-y", className)}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list without identities
        <div key={index} className="flex items-baseline justify-between gap-4 py-2 first:pt-0 last:pb-0">
          <dt className="text-muted-foreground">{item.label}</dt>
          <dd className="num text-right">
            <span className="font-medium">{item.value}</span>
            {item.hint && <span className="block text-table text-muted-foreground">{item.hint}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
