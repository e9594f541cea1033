"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { useCloseOverlay } from "@/components/ui/on-first-use";
import { StatList } from "@/components/ui/stat-list";
import type { EventByHand } from "@/lib/features/events";
import { useFormat } from "@/lib/platform/i18n/format-context";
import { assetAmount } from "./asset-words";

/** What an event that was recorded has given, and of every other rule for it why it gave nothing. */
export function EventOutcome({ told: { gave, silent, closed } }: { told: EventByHand }) {
  const t = useTranslations("customers.event");
  const why = useTranslations("quotes.why");
  const pending = useTranslations("customers.pending");
  const units = useTranslations("customers.wallets.units");
  const format = useFormat();
  const close = useCloseOverlay();
  const nothing = closed ? t(`closed.${closed}`) : t(silent.length > 0 ? "gaveNothing" : "noRules");
  return (
    <div className="grid gap-4">
      <p role="status" className="font-medium">
        {t("done")} {gave.length > 0 ? t("gave") : nothing}
      </p>
      {gave.length > 0 && (
        <StatList
          items={gave.map((one) => {
            const amount = assetAmount(one.asset, BigInt(one.units), units, format);
            return { label: one.rule, value: one.pending ? pending("moved", { amount }) : amount };
          })}
        />
      )}
      {silent.length > 0 && (
        <ul className="grid gap-2">
          {silent.map(({ rule, why: reason }) => (
            <li key={rule}>
              <span className="font-medium">{rule}</span>{" "}
              <span className="text-muted-foreground">{why(reason)}</span>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button variant="primary" onClick={close}>
          {t("close")}
        </Button>
      </div>
    </div>
  );
}
