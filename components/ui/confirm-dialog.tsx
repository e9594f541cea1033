"use client";

import { type ReactElement, type ReactNode, useState, useTransition } from "react";
import { Button } from "./button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "./dialog";

/**
 * Asks before something that cannot be undone by one press. Title and confirm button name the act and its object
 * ("Publish the program"), never "OK". Stays open while `onConfirm` runs and closes when it has ended.
 */
export function ConfirmDialog({
  trigger,
  title,
  children,
  confirmLabel,
  cancelLabel,
  destructive = false,
  onConfirm,
}: {
  trigger: ReactElement;
  title: ReactNode;
  children?: ReactNode;
  confirmLabel: ReactNode;
  cancelLabel: ReactNode;
  destructive?: boolean;
  onConfirm: () => Promise<void>;
}) {
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger render={trigger} />
      <DialogContent
        title={title}
        footer={
          <>
            <Button
              variant={destructive ? "destructive" : "primary"}
              pending={pending}
              onClick={() =>
                startTransition(async () => {
                  await onConfirm();
                  setOpen(false);
                })
              }
            >
              {confirmLabel}
            </Button>
            <DialogClose render={<Button />}>{cancelLabel}</DialogClose>
          </>
        }
      >
        {children}
      </DialogContent>
    </Dialog>
  );
}
