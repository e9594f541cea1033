import type { ReactNode } from "react";
import { cn } from "./cn";

const tones = {
  neutral: "bg-muted text-foreground",
  accent: "bg-primary-soft text-primary",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
  danger: "bg-destructive-soft text-destructive",
};

export type Tone = keyof typeof tones;

/** A state in one or two words; the words carry the meaning, the tone only helps to find it. */
export function Badge({
  tone = "neutral",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex items-center rounded-full px-2 text-caption leading-5 font-medium whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
