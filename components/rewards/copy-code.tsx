"use client";

import { useState } from "react";
import { buttonStyle } from "@/components/ui/button-style";

/** Copies a code and says so. Without script there is no button, and the code beside it can be selected. */
export function CopyCode({ code, label, copied }: { code: string; label: string; copied: string }) {
  const [done, setDone] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(code);
    setDone(true);
    setTimeout(() => setDone(false), 2000);
  }
  return (
    <button
      type="button"
      onClick={copy}
      className={buttonStyle({ size: "touch", className: "noscript:hidden" })}
    >
      <span aria-live="polite">{done ? copied : label}</span>
    </button>
  );
}
