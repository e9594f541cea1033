"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { buttonStyle } from "./button-style";
import { cn } from "./cn";
import type { DialogProps } from "./dialog";
import { CloseContext } from "./on-first-use";

const shapes = {
  center:
    "floating top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[30rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2",
  end: "inset-y-0 right-0 w-[27rem] max-w-full border-l transition-transform duration-200 data-ending-style:translate-x-full data-starting-style:translate-x-full",
  start:
    "inset-y-0 left-0 w-[18rem] max-w-full border-r transition-transform duration-200 data-ending-style:-translate-x-full data-starting-style:-translate-x-full",
};

/** The opened dialog; it closes by Escape, by its button, outside, and when another page is reached. */
export function DialogPanel({
  trigger,
  title,
  description,
  footer,
  children,
  position,
}: DialogProps & { position: keyof typeof shapes }) {
  const t = useTranslations("common");
  const pathname = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(pathname);
  return (
    <Base.Root open={openAt === pathname} onOpenChange={(open) => setOpenAt(open ? pathname : null)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Backdrop className="overlay z-40" />
        <Base.Popup className={cn("fixed z-50 flex flex-col bg-popover", shapes[position])}>
          <div className="flex items-start justify-between gap-4 px-6 pt-5 pb-3">
            <div className="grid gap-1">
              <Base.Title className="text-section font-semibold">{title}</Base.Title>
              {description && (
                <Base.Description className="text-muted-foreground">{description}</Base.Description>
              )}
            </div>
            <Base.Close
              aria-label={t("close")}
              className={buttonStyle({ variant: "ghost", size: "icon", className: "-mt-1 -mr-2" })}
            >
              <X aria-hidden />
            </Base.Close>
          </div>
          <CloseContext value={() => setOpenAt(null)}>
            <div className="min-h-0 flex-1 overflow-y-auto px-6 pt-1 pb-6">{children}</div>
            {footer && (
              <div className="flex flex-row-reverse flex-wrap gap-2 border-t px-6 py-4">{footer}</div>
            )}
          </CloseContext>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
