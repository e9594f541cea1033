"use client";

import { lazy, type ReactNode } from "react";
import { OnFirstUse, type TriggerElement } from "./on-first-use";

export type PopoverProps = {
  trigger: TriggerElement;
  title: ReactNode;
  align?: "start" | "center" | "end";
  children: ReactNode;
};

const load = () => import("./popover-panel");
const LazyPanel = lazy(() => load().then((module) => ({ default: module.PopoverPanel })));

/** Small content beside its button; opens by press or Enter, closes by Escape and outside. */
export function Popover(props: PopoverProps) {
  return (
    <OnFirstUse trigger={props.trigger} load={load} popup="dialog">
      <LazyPanel {...props} />
    </OnFirstUse>
  );
}
