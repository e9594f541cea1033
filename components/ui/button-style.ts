import { cn } from "./cn";

const base =
  "relative inline-flex items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap select-none " +
  "transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-default [&_svg]:size-4 [&_svg]:shrink-0";

const variants = {
  primary: "border-transparent bg-primary text-primary-foreground hover:bg-primary-hover",
  secondary: "border-input bg-card text-foreground hover:bg-muted",
  ghost: "border-transparent bg-transparent text-foreground hover:bg-muted aria-expanded:bg-muted",
  destructive: "border-transparent bg-destructive text-destructive-foreground hover:opacity-90",
  link: "border-transparent text-primary underline underline-offset-4 hover:no-underline",
};

const sizes = {
  md: "h-8 px-3 text-body pointer-coarse:h-11 pointer-coarse:px-4",
  touch: "h-11 px-5 text-reading",
  icon: "size-8 pointer-coarse:size-11",
  inline: "h-auto p-0 text-body",
};

export type ButtonVariant = keyof typeof variants;
export type ButtonSize = keyof typeof sizes;

/** The look of a button, for links and summaries that must look like one. */
export function buttonStyle({
  variant = "secondary",
  size = variant === "link" ? "inline" : "md",
  className,
}: {
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
} = {}): string {
  return cn(base, variants[variant], sizes[size], className);
}
