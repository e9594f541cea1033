"use client";

import { useEffect } from "react";
import { recordVisitAction } from "@/lib/features/referrals/actions";

/** Counts the visit of a browser that shows the page to somebody, once for each tab. Opening the address counts nothing. */
export function VisitBeacon({ code }: { code: string }) {
  useEffect(() => {
    const key = `visited:${code}`;
    if (sessionStorage.getItem(key)) return;
    sessionStorage.setItem(key, "1");
    void recordVisitAction(code);
  }, [code]);
  return null;
}
