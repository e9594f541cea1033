"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useTransition } from "react";
import { Button } from "./button";
import { Dialog, type DialogProps } from "./dialog";
import { useCloseOverlay } from "./on-first-use";

type Act = {
  /** Verb and object, never "OK". */
  confirmLabel: ReactNode;
  destructive?: boolean;
  onConfirm: () => Promise<void> | Promise<boolean>;
};

/**
 * Asks before something that one press cannot undo. Title and button name the act and its object ("Publish the
 * program"). Stays open while `onConfirm` runs and closes when it has ended, unless it says false: a failure is the
 * caller's to show, inside or behind it.
 */
export function ConfirmDialog({
  confirmLabel,
  destructive,
  onConfirm,
  ...dialog
}: Omit<DialogProps, "footer"> & Act) {
  return <Dialog {...dialog} footer={<Answers {...{ confirmLabel, destructive, onConfirm }} />} />;
}

function Answers({ confirmLabel, destructive = false, onConfirm }: Act) {
  const t = useTranslations("common");
  const close = useCloseOverlay();
  const [pending, startTransition] = useTransition();
  function confirm() {
    startTransition(async () => {
      if ((await onConfirm()) !== false) close();
    });
  }
  return (
    <>
      <Button variant={destructive ? "destructive" : "primary"} pending={pending} onClick={confirm}>
        {confirmLabel}
      </Button>
      <Button onClick={close}>{t("cancel")}</Button>
    </>
  );
}
