import { cn } from "./cn";

/** A grey box with the final size of what comes. Decorative: the page says in words that it loads. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-pulse rounded-control bg-muted", className)} />;
}
