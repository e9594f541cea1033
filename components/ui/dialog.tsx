"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement, ReactNode } from "react";
import { buttonStyle } from "./button-style";
import { cn } from "./cn";

export const Dialog = Base.Root;
export const DialogTrigger = Base.Trigger;
export const DialogClose = Base.Close;

type PanelProps = {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, main action first; they stay visible while the content scrolls. */
  footer?: ReactNode;
  children?: ReactNode;
};

function Panel({ title, description, footer, children, className }: PanelProps & { className: string }) {
  const t = useTranslations("common");
  return (
    <Base.Portal>
      <Base.Backdrop className="overlay z-40" />
      <Base.Popup className={cn("fixed z-50 flex flex-col bg-popover", className)}>
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
        <div className="min-h-0 flex-1 overflow-y-auto px-6 pt-1 pb-6">{children}</div>
        {footer && <div className="flex flex-row-reverse flex-wrap gap-2 border-t px-6 py-4">{footer}</div>}
      </Base.Popup>
    </Base.Portal>
  );
}

/** A question or a short form in the middle of the screen. */
export function DialogContent(props: PanelProps) {
  return (
    <Panel
      {...props}
      className="floating top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[30rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2"
    />
  );
}

/** A panel at the side (`end`, the default) for work beside the page, or at the start for navigation on phones. */
export function SheetContent({ side = "end", ...props }: PanelProps & { side?: "start" | "end" }) {
  return (
    <Panel
      {...props}
      className={cn(
        "inset-y-0 w-[27rem] max-w-full border-border transition-transform duration-200",
        side === "end"
          ? "right-0 border-l data-ending-style:translate-x-full data-starting-style:translate-x-full"
          : "left-0 border-r data-ending-style:-translate-x-full data-starting-style:-translate-x-full",
      )}
    />
  );
}

/** A button that opens a side panel: the shortest way to a drawer. */
export function Sheet({ trigger, ...panel }: PanelProps & { trigger: ReactElement; side?: "start" | "end" }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <SheetContent {...panel} />
    </Base.Root>
  );
}
