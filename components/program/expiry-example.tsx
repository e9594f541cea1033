"use client";

import { expiryFrom } from "@/lib/domain/ledger/expiry";
import { expirySchema } from "@/lib/domain/program/schema";
import { addMonths } from "@/lib/domain/time";
import type { Words } from "./words";

/** The last days of what is earned today and later, by the function that books them. */
export function ExpiryExample({
  expiry,
  words: { t, format },
  today,
}: {
  expiry: unknown;
  words: Words;
  today: string;
}) {
  const { data } = expirySchema.safeParse(expiry);
  if (!data || data.type === "none") return null;
  return (
    <div role="status" className="grid gap-1 rounded-card bg-muted px-4 py-3">
      {[0, 1, 6].map((months) => {
        const on = addMonths(today, months);
        const last = expiryFrom(data, on);
        return (
          last && (
            <p key={months}>
              {t(data.type === "inactivity" ? "expiry.exampleIdle" : "expiry.example", {
                on: format.day(on),
                last: format.day(last),
              })}
            </p>
          )
        );
      })}
      <p className="text-table text-muted-foreground">{t("expiry.grandfathered")}</p>
    </div>
  );
}
