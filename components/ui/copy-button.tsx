"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";
import type { ButtonSize } from "./button-style";

/** Copies a value and says so, also to screen readers. Without script the value beside it can be selected. */
export function CopyButton({ value, label, size }: { value: string; label?: string; size?: ButtonSize }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  }
  return (
    <>
      <Button size={size} onClick={copy}>
        {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        {label ?? t("copy")}
      </Button>
      <span role="status" className="sr-only">
        {copied ? t("copied") : ""}
      </span>
    </>
  );
}
