import type { ReactNode } from "react";
import { cn } from "./cn";

/** A bordered sheet with an optional head. Cards are never put into cards: use a rule or space inside. */
export function Card({
  title,
  description,
  actions,
  padded = true,
  className,
  children,
}: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Off for tables and lists that reach the edges. */
  padded?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const head = title !== undefined || actions !== undefined;
  return (
    <section className={cn("rounded-card border bg-card", className)}>
      {head && (
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-3 sm:px-6">
          <div className="grid gap-0.5">
            {title && <h2 className="text-section font-semibold">{title}</h2>}
            {description && <p className="max-w-measure text-muted-foreground">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      <div className={cn(padded && "px-4 pb-5 sm:px-6", padded && !head && "pt-5")}>{children}</div>
    </section>
  );
}
