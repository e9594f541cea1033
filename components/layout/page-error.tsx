"use client";

import { createContext, type ReactNode, useContext } from "react";
import { buttonStyle } from "@/components/ui/button-style";

/** `reference` has the place `{digest}`. */
type PageErrorTexts = Record<"title" | "description" | "reference" | "retry", string>;

const Texts = createContext<PageErrorTexts | null>(null);

/**
 * Holds what a failed page says, already in the reader's language: an error page is drawn in the browser, and customer
 * pages send no message formatter there.
 */
export function PageErrorProvider({ texts, children }: { texts: PageErrorTexts; children: ReactNode }) {
  return <Texts value={texts}>{children}</Texts>;
}

/** Says that the page failed, with the reference that the log carries and a way to try again. */
export function PageError({ digest, retry }: { digest?: string; retry: () => void }) {
  const texts = useContext(Texts);
  if (!texts) return null;
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-2 p-6 text-center">
      <h1 className="text-section font-semibold">{texts.title}</h1>
      <p className="max-w-measure text-muted-foreground">{texts.description}</p>
      {digest && <p className="code text-table">{texts.reference.replace("{digest}", digest)}</p>}
      <button type="button" onClick={retry} className={buttonStyle({ size: "touch", className: "mt-2" })}>
        {texts.retry}
      </button>
    </main>
  );
}
