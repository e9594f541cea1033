"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormError } from "@/components/forms/form-error";
import { staffPath } from "@/components/layout/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toaster";
import { deleteSegmentAction } from "@/lib/features/segments/actions";
import type { SegmentUse } from "@/lib/features/segments/types";
import type { ActionFailure } from "@/lib/platform/action";

/** Deletes a segment after a question; where something names it, the uses are told in its place. */
export function DeleteSegment({
  slug,
  segmentKey,
  name,
  uses,
}: {
  slug: string;
  segmentKey: string;
  name: string;
  uses: readonly SegmentUse[];
}) {
  const t = useTranslations("segments.form");
  const use = useTranslations("segments.usedBy");
  const router = useRouter();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  async function remove() {
    const result = await deleteSegmentAction(slug, { key: segmentKey });
    setFailure(result.ok ? null : result);
    if (result.ok) {
      void toast(t("deleted"));
      router.push(staffPath(slug, "segments"));
    } else router.refresh();
    return result.ok;
  }
  const trigger = <Button>{t("delete")}</Button>;
  if (uses.length > 0)
    return (
      <div>
        <Dialog trigger={trigger} title={t("inUseTitle", { name })} description={t("inUseDescription")}>
          <ul className="grid list-disc gap-1 pl-5">
            {uses.map((one) => (
              <li key={`${one.kind}:${one.key}`}>{use(one.kind, one)}</li>
            ))}
          </ul>
        </Dialog>
      </div>
    );
  return (
    <div>
      <ConfirmDialog
        trigger={trigger}
        title={t("deleteTitle", { name })}
        description={t("deleteDescription")}
        confirmLabel={t("deleteConfirm", { name })}
        destructive
        onConfirm={remove}
      >
        <FormError failure={failure} />
      </ConfirmDialog>
    </div>
  );
}
