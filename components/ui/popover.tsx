"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn";

/** Small content beside its button; opens by press or Enter, closes by Escape. `title` names it for screen readers. */
export function Popover({
  trigger,
  title,
  hideTitle = false,
  align = "start",
  className,
  children,
  ...root
}: {
  trigger: ReactElement;
  title: ReactNode;
  hideTitle?: boolean;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <Base.Root {...root}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50">
          <Base.Popup className={cn("floating w-72 max-w-[calc(100vw-1rem)] p-4", className)}>
            <Base.Title className={hideTitle ? "sr-only" : "mb-2 font-semibold"}>{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** A short name of an icon button, shown on hover and focus. Never the only place of a text that matters. */
export function Tooltip({ label, children }: { label: string; children: ReactElement }) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} aria-label={label} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner sideOffset={6} className="z-50">
          <BaseTooltip.Popup className="rounded-control bg-foreground px-2 py-1 text-caption text-background">
            {label}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
