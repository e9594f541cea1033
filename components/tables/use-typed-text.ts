"use client";

import { useEffect, useEffectEvent, useState } from "react";

const rest = 300; // ms

/** A click, or Enter on a link, that opens another page in this tab. */
function leavesThePage({ target, button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  if (button !== 0 || metaKey || ctrlKey || shiftKey || altKey || !(target instanceof Element)) return false;
  const link = target.closest<HTMLAnchorElement>("a[href]");
  return link !== null && link.target !== "_blank" && !link.hasAttribute("download");
}

/**
 * Text that is being typed, null when none is; `use` gets it once the typing rests. A link that is followed before that
 * drops it, so that nothing steps in between the reader and the page they asked for.
 */
export function useTypedText(use: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const finish = useEffectEvent((text: string) => {
    setTyped(null);
    use(text);
  });
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => finish(typed), rest);
    function drop(event: MouseEvent) {
      if (!leavesThePage(event)) return;
      clearTimeout(timer);
      setTyped(null);
    }
    document.addEventListener("click", drop, { capture: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", drop, { capture: true });
    };
  }, [typed]);
  return [typed, setTyped] as const;
}
