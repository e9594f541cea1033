"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/layout/states";
import { Button } from "@/components/ui/button";

type Props = { error: Error & { digest?: string }; retry: () => void };

export default function StaffError({ error, retry }: Props) {
  const t = useTranslations("common");
  return <ErrorState digest={error.digest} action={<Button onClick={retry}>{t("retry")}</Button>} />;
}
