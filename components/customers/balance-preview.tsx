"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { plainAmount } from "./asset-words";

/** The balance now and after what is about to be written, or why it cannot be; announced as it changes. */
export function BalancePreview({
  before,
  moved,
  refusal,
  asset = "points",
}: {
  before: bigint;
  moved: bigint;
  refusal?: string;
  asset?: string;
}) {
  const t = useTranslations("customers.adjust");
  const format = useFormat();
  const after = before + moved;
  const values = { before: plainAmount(asset, before, format), after: plainAmount(asset, after, format) };
  return (
    <p
      role="status"
      className={cn(
        "num rounded-card bg-muted px-4 py-3 font-medium",
        (refusal || after < 0n) && "text-negative",
      )}
    >
      {refusal ?? (moved === 0n ? t("previewEmpty", values) : t("preview", values))}
    </p>
  );
}
