"use client";

import { lazy, type ReactNode } from "react";
import { OnFirstUse, type TriggerElement } from "./on-first-use";

export type DropdownMenuProps = {
  trigger: TriggerElement;
  align?: "start" | "center" | "end";
  side?: "bottom" | "inline-end";
  children: ReactNode;
};

const load = () => import("./dropdown-menu-parts");
const LazyRoot = lazy(() => load().then((module) => ({ default: module.MenuRoot })));

/** A button that opens a list of acts, links or choices; fetched at the first use. */
export function DropdownMenu(props: DropdownMenuProps) {
  return (
    <OnFirstUse trigger={props.trigger} load={load} popup="menu">
      <LazyRoot {...props} />
    </OnFirstUse>
  );
}

export const DropdownMenuItem = lazy(() => load().then((module) => ({ default: module.MenuItem })));
export const DropdownMenuLink = lazy(() => load().then((module) => ({ default: module.MenuLink })));
export const DropdownMenuSeparator = lazy(() => load().then((module) => ({ default: module.MenuSeparator })));
export const DropdownMenuRadioGroup = lazy(() =>
  load().then((module) => ({ default: module.MenuRadioGroup })),
);

export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2 py-1 text-caption text-muted-foreground">{children}</div>;
}
