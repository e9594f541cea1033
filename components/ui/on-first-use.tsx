"use client";

import {
  cloneElement,
  createContext,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  useContext,
  useState,
} from "react";

export type TriggerElement = ReactElement<{
  onClick?: (event: MouseEvent<HTMLElement>) => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
  "aria-haspopup"?: "dialog" | "menu";
  "aria-expanded"?: boolean;
}>;

/**
 * Shows only the trigger until it is pressed, then what it opens: panels and menus are fetched at their first use, and
 * already when the pointer or the focus comes near.
 */
export function OnFirstUse({
  trigger,
  load,
  popup,
  children,
}: {
  trigger: TriggerElement;
  load: () => Promise<unknown>;
  popup: "dialog" | "menu";
  children: ReactNode;
}) {
  const [used, setUsed] = useState(false);
  if (used) return <Suspense fallback={trigger}>{children}</Suspense>;
  return cloneElement(trigger, {
    onClick: () => setUsed(true),
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    "aria-haspopup": popup,
    "aria-expanded": false,
  });
}

export const CloseContext = createContext<() => void>(() => {});

/** Closes the panel that this component stands in, for a form that has done its work. */
export function useCloseOverlay(): () => void {
  return useContext(CloseContext);
}
