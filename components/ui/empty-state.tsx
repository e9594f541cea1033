import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

/** What will appear here, one sentence why, and one action. */
export function EmptyState({
  icon: Icon,
  title,
  description,
  action,
  headingLevel: Heading = "h2",
  className,
}: {
  icon?: LucideIcon;
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  headingLevel?: "h1" | "h2" | "h3";
  className?: string;
}) {
  return (
    <div className={cn("grid justify-items-center gap-2 px-6 py-12 text-center", className)}>
      {Icon && <Icon aria-hidden strokeWidth={1.5} className="mb-1 size-7 text-muted-foreground" />}
      <Heading className="text-section font-semibold">{title}</Heading>
      {description && <p className="max-w-[46ch] text-muted-foreground">{description}</p>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
