"use client";

import { Compass } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** A report of a segment that is not there (any more): the way to the same report of everyone. */
export function UnknownSegment() {
  const t = useTranslations("chart.segment");
  return (
    <EmptyState
      icon={Compass}
      headingLevel="h1"
      title={t("unknown")}
      description={t("unknownDescription")}
      action={<ButtonLink href={usePathname()}>{t("showAll")}</ButtonLink>}
    />
  );
}
