"use client";

import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { useCopy } from "@/components/ui/use-copy";

/**
 * A code, large enough to be read out, with a button that copies it and says so. Without script there is no button, and
 * the code can be selected as one.
 */
export function CopyCode({
  code,
  className = "text-section font-semibold",
  texts,
}: {
  code: string;
  /** The letters: large unless told otherwise. */
  className?: string;
  texts: { copy: string; copied: string; selected: string };
}) {
  const { shown, copy, outcome } = useCopy<HTMLElement>(code);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <code
        ref={shown}
        className={cn(
          "code rounded-control border border-dashed border-input bg-muted px-4 py-2 break-all select-all",
          className,
        )}
      >
        {code}
      </code>
      <button
        type="button"
        onClick={copy}
        className={buttonStyle({ size: "touch", className: "noscript:hidden" })}
      >
        <span aria-live="polite">{outcome === "copied" ? texts.copied : texts.copy}</span>
      </button>
      <p
        role="status"
        className={outcome === "selected" ? "basis-full text-body text-muted-foreground" : "sr-only"}
      >
        {outcome === "selected" && texts.selected}
      </p>
    </div>
  );
}
