import type { ReactNode } from "react";

/** A part of a long form under a heading of its own. */
export function FormPart({
  title,
  description,
  children,
}: {
  title: string;
  description: string;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-4 border-t pt-5 first:border-t-0 first:pt-0">
      <div className="grid gap-0.5">
        <h2 className="text-section font-semibold">{title}</h2>
        <p className="max-w-measure text-muted-foreground">{description}</p>
      </div>
      {children}
    </section>
  );
}
