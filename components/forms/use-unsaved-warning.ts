"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";

/** The address that a click leads to in this very tab, or null. */
function destination(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target === "_blank" || link.hasAttribute("download")) return null;
  return link.href;
}

/** While `active`, asks before the page is left: by closing, by reloading and by links inside the app. */
export function useUnsavedWarning(active: boolean): void {
  const t = useTranslations("form");
  useEffect(() => {
    if (!active) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      const href = destination(event);
      const leaves = href !== null && href.split("#")[0] !== location.href.split("#")[0];
      if (leaves && !window.confirm(t("unsavedChanges"))) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", click, true);
    return () => {
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", click, true);
    };
  }, [active, t]);
}
