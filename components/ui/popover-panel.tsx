"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { useState } from "react";
import { CloseContext } from "./on-first-use";
import type { PopoverProps } from "./popover";

export function PopoverPanel({ trigger, title, align = "start", children }: PopoverProps) {
  const [open, setOpen] = useState(true);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50">
          <Base.Popup className="floating w-72 max-w-[calc(100vw-1rem)] p-4">
            <Base.Title className="mb-2 font-semibold">{title}</Base.Title>
            <CloseContext value={() => setOpen(false)}>{children}</CloseContext>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
