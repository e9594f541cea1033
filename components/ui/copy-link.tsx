"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./button";
import { useCopy } from "./use-copy";

/** An address to pass on, with a button that copies it and says so, also to screen readers. */
export function CopyLink({ href }: { href: string }) {
  const t = useTranslations("common");
  const { shown, copy, outcome } = useCopy<HTMLAnchorElement>(href);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <a ref={shown} href={href} className="min-w-0 break-all text-primary underline underline-offset-4">
        {href}
      </a>
      <Button onClick={copy}>
        {outcome === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
        {t("copy")}
      </Button>
      <span role="status" className={outcome === "selected" ? "basis-full text-muted-foreground" : "sr-only"}>
        {outcome && t(outcome)}
      </span>
    </div>
  );
}
