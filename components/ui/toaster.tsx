"use client";

import dynamic from "next/dynamic";

const Sonner = dynamic(() => import("sonner").then((module) => module.Toaster), { ssr: false });

/** The place of toasts, loaded after the page. Results of the user's own act only, never errors that need action. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      duration={6000}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "floating flex font-sans w-full items-start gap-3 p-4 text-body text-foreground",
          title: "font-medium",
          description: "text-muted-foreground",
          actionButton: "ml-auto shrink-0 font-medium text-primary underline underline-offset-4",
        },
      }}
    />
  );
}

/** Says that the user's act worked, with an optional undo. The library is fetched at the first toast. */
export async function toast(
  message: string,
  options?: { description?: string; action?: { label: string; onClick: () => void } },
) {
  const sonner = await import("sonner");
  sonner.toast(message, options);
}
