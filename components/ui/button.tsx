"use client";

import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, MouseEvent } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";
import { cn } from "./cn";

type Look = { variant?: ButtonVariant; size?: ButtonSize };

/**
 * A button with a pending state: it keeps its width and its focus, says that it is busy, and swallows further presses.
 * `type` is "button" unless said otherwise.
 */
export function Button({
  variant,
  size,
  pending = false,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ComponentProps<"button"> & Look & { pending?: boolean }) {
  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    if (pending) event.preventDefault();
    else onClick?.(event);
  }
  return (
    <button
      type={type}
      className={buttonStyle({ variant, size, className })}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={handleClick}
      {...rest}
    >
      {pending && <LoaderCircle aria-hidden className="absolute animate-spin" />}
      <span className={cn("inline-flex min-w-0 items-center gap-2", pending && "opacity-0")}>{children}</span>
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={buttonStyle({ variant, size, className })} {...rest} />;
}
