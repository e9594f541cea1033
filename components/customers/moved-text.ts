"use client";

import { useTranslations } from "next-intl";
import type { Moved } from "@/lib/features/orders";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { assetAmount } from "./asset-words";

/** What an order gave or a refund took: "246 points, 150 points pending, £1.44"; null where nothing moved. Only what goes the other way has a sign. */
export function useMovedText(direction: "given" | "taken"): (moved: readonly Moved[]) => string | null {
  const pending = useTranslations("customers.pending");
  const units = useTranslations("customers.wallets.units");
  const format = useFormat();
  return (moved) => {
    const parts = moved.map((one) => {
      const count = direction === "taken" ? -BigInt(one.units) : BigInt(one.units);
      const amount = assetAmount(one.asset, count, units, format);
      return one.pending ? pending("moved", { amount }) : amount;
    });
    return parts.length > 0 ? parts.join(", ") : null;
  };
}
