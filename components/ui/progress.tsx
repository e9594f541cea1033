import { cn } from "./cn";

/**
 * How far something has come. `valueText` is the sentence that a screen reader says ("612 of 1,000 rows"); show the
 * same sentence beside the bar. Without `value` the length is unknown.
 */
export function Progress({
  label,
  value,
  max = 100,
  valueText,
  className,
}: {
  label: string;
  value?: number;
  max?: number;
  valueText?: string;
  className?: string;
}) {
  const share = value === undefined ? 1 : Math.min(1, Math.max(0, max > 0 ? value / max : 0));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      className={cn("h-2 overflow-hidden rounded-full border border-input bg-muted", className)}
    >
      <div
        className={cn("h-full rounded-full bg-primary", value === undefined && "animate-pulse")}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
