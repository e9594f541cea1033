"use client";

import { useTranslations } from "next-intl";
import { type ReactElement, useState } from "react";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import type { Cost } from "@/lib/features/costs/types";
import { CostForm } from "./cost-form";

/** Opens the form of a new cost, or of `cost`. */
export function CostDialog({
  trigger,
  ...props
}: {
  trigger: ReactElement;
  merchantSlug: string;
  today: string;
  cost?: Cost;
}) {
  const t = useTranslations("costs");
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger render={trigger} />
      <DialogContent title={props.cost ? t("editTitle") : t("addTitle")}>
        <CostForm {...props} onSaved={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
