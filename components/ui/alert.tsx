import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const kinds = {
  info: { icon: Info, className: "bg-primary-soft text-primary" },
  success: { icon: CircleCheck, className: "bg-success-soft text-success" },
  warning: { icon: TriangleAlert, className: "bg-warning-soft text-warning" },
  danger: { icon: CircleAlert, className: "bg-destructive-soft text-destructive" },
};

/** A message that stays on the page. Kind `danger` is announced at once, the others politely. */
export function Alert({
  kind = "info",
  title,
  actions,
  className,
  children,
}: {
  kind?: keyof typeof kinds;
  title?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const { icon: Icon, className: tone } = kinds[kind];
  return (
    <div
      role={kind === "danger" ? "alert" : "status"}
      className={cn("flex gap-3 rounded-card px-4 py-3", tone, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <div className="grid min-w-0 flex-1 gap-1 text-foreground">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="max-w-measure">{children}</div>}
        {actions && <div className="mt-1 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
