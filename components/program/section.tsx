"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Control, type FieldValues, get, useFormState } from "react-hook-form";

/**
 * A part of a form that stays closed until it is needed: its title, what is set in one line, and the fields below. Opens
 * where one of its fields (`paths`) has a fault, and puts the focus there.
 */
export function Section<Values extends FieldValues>({
  control,
  paths,
  title,
  summary,
  startsOpen = false,
  children,
}: {
  control: Control<Values>;
  paths: readonly string[];
  title: ReactNode;
  summary: ReactNode;
  startsOpen?: boolean;
  children: ReactNode;
}) {
  const { errors, submitCount } = useFormState({ control });
  const faulty = paths.some((path) => get(errors, path) !== undefined);
  const [isOpen, setIsOpen] = useState(startsOpen);
  const body = useRef<HTMLDivElement>(null);
  // Each attempt to save asks anew: what was faulty before may be again.
  useEffect(() => {
    if (submitCount > 0 && faulty) body.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [submitCount, faulty]);
  return (
    <details
      open={isOpen || faulty}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group/section border-t pt-1"
    >
      <summary className="-mx-2 flex cursor-pointer list-none items-start gap-2 rounded-control px-2 py-2 hover:bg-muted pointer-coarse:py-3 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="mt-[3px] size-4 shrink-0 text-muted-foreground transition-transform group-open/section:rotate-90 motion-reduce:transition-none"
        />
        <span className="grid min-w-0">
          <span className="font-medium">{title}</span>
          <span className="text-table break-words text-muted-foreground">{summary}</span>
        </span>
      </summary>
      <div ref={body} className="grid gap-4 pt-2 pb-4 sm:pl-6">
        {children}
      </div>
    </details>
  );
}
