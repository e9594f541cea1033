"use client";

import { fontClasses } from "./fonts";
import "./globals.css";

/**
 * The last resort, when not even the root layout renders: no messages can be had here, so its few words are English.
 */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" className={fontClasses}>
      <body>
        <main className="grid min-h-dvh place-content-center justify-items-center gap-2 p-6 text-center">
          <h1 className="text-section font-semibold">This page could not be shown</h1>
          <p className="text-muted-foreground">Nothing was changed. Load the page again.</p>
          {error.digest && <p className="code text-table text-muted-foreground">Reference: {error.digest}</p>}
        </main>
      </body>
    </html>
  );
}
