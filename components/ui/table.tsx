import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/**
 * A plain table in a region that scrolls sideways on narrow screens and can be reached by keyboard.
 * `caption` names both.
 */
export function Table({
  caption,
  showCaption = false,
  className,
  children,
}: {
  caption: string;
  showCaption?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto focus-visible:-outline-offset-2"
    >
      <table className={cn("w-full border-collapse text-table", className)}>
        <caption className={showCaption ? "px-4 py-2 text-left text-muted-foreground sm:px-6" : "sr-only"}>
          {caption}
        </caption>
        {children}
      </table>
    </section>
  );
}

type CellProps = { numeric?: boolean };

const cell = "h-10 px-3 py-2 first:pl-4 last:pr-4 sm:first:pl-6 sm:last:pr-6";

export function Th({ numeric, className, scope = "col", ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope={scope}
      className={cn(
        cell,
        "font-medium whitespace-nowrap",
        scope === "col" && "border-b text-muted-foreground",
        numeric ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return <td className={cn(cell, numeric && "num text-right whitespace-nowrap", className)} {...rest} />;
}

export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={cn("border-b last:border-b-0", className)} {...rest} />;
}
