import { ArrowDown, ArrowRight, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Children, type ReactNode, useId } from "react";
import { cn } from "./cn";
import { Sparkline } from "./sparkline";

export type Delta = {
  direction: "up" | "down" | "flat";
  /** Formatted with its sign: "+12.3%". */
  change: string;
  /** What it is compared with: "1–30 Jun 2026". */
  comparedWith: string;
  /** Which direction is good news; `none` keeps the colour neutral (for liability up is not good). */
  goodDirection?: "up" | "down" | "none";
};

const arrows = { up: ArrowUp, down: ArrowDown, flat: ArrowRight };

/** A change as arrow, sign and words; the colour only repeats them. */
export function DeltaText({ direction, change, comparedWith, goodDirection = "up" }: Delta) {
  const t = useTranslations("chart");
  const Arrow = arrows[direction];
  const meaningful = direction !== "flat" && goodDirection !== "none";
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-table text-muted-foreground">
      <span
        className={cn(
          "num inline-flex items-center gap-0.5 font-medium",
          meaningful ? (direction === goodDirection ? "text-success" : "text-negative") : "text-foreground",
        )}
      >
        <Arrow aria-hidden className="size-3.5" />
        <span className="sr-only">{t(`delta.${direction}`)}</span>
        {change}
      </span>
      {t("delta.comparedWith", { period: comparedWith })}
    </p>
  );
}

/**
 * One figure of a page: name, value, change, shape. `note` says why a value is missing or thin ("too few answers").
 * The name links to the figure's own page when `href` is given.
 */
export function KpiTile({
  label,
  value,
  delta,
  note,
  sparkline,
  href,
}: {
  label: ReactNode;
  value: ReactNode;
  delta?: Delta;
  note?: ReactNode;
  sparkline?: readonly (number | null)[];
  href?: string;
}) {
  const id = useId();
  return (
    <article
      aria-labelledby={id}
      className="@container relative flex min-w-0 flex-col gap-1 rounded-card border bg-card px-4 py-4"
    >
      <h2 id={id} className="font-medium text-muted-foreground">
        {href ? (
          <Link
            href={href}
            className="after:absolute after:inset-0 after:rounded-card hover:text-foreground hover:underline"
          >
            {label}
          </Link>
        ) : (
          label
        )}
      </h2>
      <p className="num text-title font-semibold wrap-anywhere @min-[10.5rem]:text-kpi">{value}</p>
      {delta && <DeltaText {...delta} />}
      {note && <p className="text-table text-muted-foreground">{note}</p>}
      {sparkline && sparkline.length > 1 && (
        <Sparkline values={sparkline} className="mt-auto h-8 w-full pt-2" />
      )}
    </article>
  );
}

/** Tiles side by side, as many as fit; from six on in rows of three. */
export function KpiGrid({ children }: { children: ReactNode }) {
  return (
    <div
      className={cn(
        "grid gap-4",
        // Six and more would leave one alone in its row.
        Children.count(children) > 5
          ? "sm:grid-cols-2 lg:grid-cols-3"
          : "grid-cols-[repeat(auto-fit,minmax(min(100%,11rem),1fr))]",
      )}
    >
      {children}
    </div>
  );
}
