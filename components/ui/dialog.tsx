"use client";

import { lazy, type ReactNode } from "react";
import { OnFirstUse, type TriggerElement } from "./on-first-use";

export type DialogProps = {
  trigger: TriggerElement;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, main action first; they stay visible while the content scrolls. */
  footer?: ReactNode;
  children?: ReactNode;
};

const load = () => import("./dialog-panel");
const LazyPanel = lazy(() => load().then((module) => ({ default: module.DialogPanel })));

/** A question or a short form in the middle of the screen. */
export function Dialog(props: DialogProps) {
  return (
    <OnFirstUse trigger={props.trigger} load={load} popup="dialog">
      <LazyPanel {...props} position="center" />
    </OnFirstUse>
  );
}

/** A panel at the end side for work beside the page, or at the start for navigation on phones. */
export function Sheet({ side = "end", ...props }: DialogProps & { side?: "start" | "end" }) {
  return (
    <OnFirstUse trigger={props.trigger} load={load} popup="dialog">
      <LazyPanel {...props} position={side} />
    </OnFirstUse>
  );
}
