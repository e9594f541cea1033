import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "@/components/ui/breadcrumb";
import { cn } from "@/components/ui/cn";

const widths = { form: "max-w-form", detail: "max-w-detail", full: "max-w-[1440px]" };

export function PageHeader({
  title,
  description,
  actions,
  breadcrumbs,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** On details pages only. */
  breadcrumbs?: readonly Crumb[];
}) {
  return (
    <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {breadcrumbs && <Breadcrumb crumbs={breadcrumbs} />}
        <h1 className="text-title font-semibold">{title}</h1>
        {description && <p className="mt-1 max-w-measure text-muted-foreground">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 max-sm:w-full">{actions}</div>}
    </div>
  );
}

/** A staff page: header and content in the width of its kind (forms 640, details 1080, tables full). */
export function Page({
  width = "full",
  className,
  children,
  ...header
}: Parameters<typeof PageHeader>[0] & {
  width?: keyof typeof widths;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={widths[width]}>
      <PageHeader {...header} />
      <div className={cn("grid grid-cols-1 gap-6", className)}>{children}</div>
    </div>
  );
}
