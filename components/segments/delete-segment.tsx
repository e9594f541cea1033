"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormError } from "@/components/forms/form-error";
import { staffPath } from "@/components/layout/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { deleteSegmentAction } from "@/lib/features/segments/actions";
import type { ActionFailure } from "@/lib/platform/action";

/** Deletes a segment after a question; where something names it, it stays, and the reason is told. */
export function DeleteSegment({
  slug,
  segmentKey,
  name,
}: {
  slug: string;
  segmentKey: string;
  name: string;
}) {
  const t = useTranslations("segments.form");
  const router = useRouter();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  async function remove() {
    const result = await deleteSegmentAction(slug, { key: segmentKey });
    setFailure(result.ok ? null : result);
    if (!result.ok) return;
    void toast(t("deleted"));
    router.push(staffPath(slug, "segments"));
  }
  return (
    <div className="grid justify-items-start gap-3">
      <ConfirmDialog
        trigger={<Button>{t("delete")}</Button>}
        title={t("deleteTitle", { name })}
        description={t("deleteDescription")}
        confirmLabel={t("deleteConfirm", { name })}
        destructive
        onConfirm={remove}
      />
      <FormError failure={failure} />
    </div>
  );
}
