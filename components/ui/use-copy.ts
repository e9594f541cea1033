"use client";

import { useRef, useState } from "react";

/**
 * Copies a value. Where the browser refuses (it lets no page copy that came by plain http) the element that holds `shown`
 * is selected instead, for the reader to copy.
 */
export function useCopy<Shown extends HTMLElement>(value: string) {
  const shown = useRef<Shown>(null);
  const [outcome, setOutcome] = useState<"copied" | "selected" | null>(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome("copied");
      setTimeout(() => setOutcome(null), 2000);
    } catch {
      if (shown.current) window.getSelection()?.selectAllChildren(shown.current);
      setOutcome("selected");
    }
  }
  return { shown, copy, outcome };
}
