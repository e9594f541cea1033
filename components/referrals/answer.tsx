import Link from "next/link";
import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button-style";

/** What an invitation comes to for who opened it, and where to go from there. */
export function Answer({
  title,
  children,
  href,
  link,
}: {
  title: string;
  children: ReactNode;
  href: string;
  link: string;
}) {
  return (
    <>
      <h1 className="text-title font-semibold">{title}</h1>
      {children}
      <p>
        <Link href={href} className={buttonStyle({ variant: "primary", size: "touch" })}>
          {link}
        </Link>
      </p>
    </>
  );
}
