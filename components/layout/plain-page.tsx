import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { ClientMessages } from "@/lib/platform/i18n/client-messages";
import { ProductMark } from "./product-mark";

/** A page outside of any store (sign-in, set-up, own account): the product's sign, a title, one narrow column. */
export function PlainPage({
  title,
  description,
  wide = false,
  footer,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  /** For forms of more than a few fields. */
  wide?: boolean;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <ClientMessages>
      <main className={cn("mx-auto grid gap-6 px-4 py-12 sm:py-20", wide ? "max-w-form" : "max-w-100")}>
        <ProductMark />
        <div className="grid gap-1">
          <h1 className="text-title font-semibold">{title}</h1>
          {description && <p className="max-w-measure text-muted-foreground">{description}</p>}
        </div>
        {children}
        {footer}
      </main>
    </ClientMessages>
  );
}
