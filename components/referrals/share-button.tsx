"use client";

import { Share2 } from "lucide-react";
import { useSyncExternalStore } from "react";
import { buttonStyle } from "@/components/ui/button-style";

const never = () => () => {};

/** The device's own way of passing a link on; nothing where it has none. */
export function ShareButton({ label, ...data }: { label: string; title: string; text: string; url: string }) {
  const canShare = useSyncExternalStore(
    never,
    () => "share" in navigator,
    () => false,
  );
  if (!canShare) return null;
  return (
    <button
      type="button"
      // Whoever closes the device's list again has shared nothing, and that is no fault.
      onClick={() => navigator.share(data).catch(() => {})}
      className={buttonStyle({ variant: "primary", size: "touch", className: "max-sm:w-full" })}
    >
      <Share2 aria-hidden />
      {label}
    </button>
  );
}
