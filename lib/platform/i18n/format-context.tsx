"use client";

import { useLocale } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { createFormat, type Format } from "./format";

const FormatContext = createContext<Format | null>(null);

/** Gives the client components below it the merchant's money and zone; the staff shell holds it. */
export function FormatProvider({
  currency,
  timeZone,
  children,
}: {
  currency: string;
  timeZone: string;
  children: ReactNode;
}) {
  const locale = useLocale();
  const format = useMemo(() => createFormat({ locale, currency, timeZone }), [locale, currency, timeZone]);
  return <FormatContext value={format}>{children}</FormatContext>;
}

/** The merchant's formats in a client component. @throws outside a FormatProvider */
export function useFormat(): Format {
  const format = useContext(FormatContext);
  if (!format) throw new Error("useFormat needs a FormatProvider above it");
  return format;
}
