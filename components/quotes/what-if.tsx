"use client";

import { Calculator } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { ExplainedQuote } from "@/lib/features/quotes/types";
import { CartForm } from "./cart-form";
import { QuoteResult } from "./quote-result";

type Props = { slug: string; customer: string; mayIdentify: boolean };

/** An order that nobody has placed, and beside it what it would earn. */
export function WhatIf(props: Props) {
  const t = useTranslations("quotes");
  const [quoted, setQuoted] = useState<ExplainedQuote | null>(null);
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <Card title={t("cart")}>
        <CartForm {...props} onQuoted={setQuoted} />
      </Card>
      <div className="grid grid-cols-1 gap-4">
        {quoted ? (
          <QuoteResult quoted={quoted} />
        ) : (
          <Card>
            <EmptyState icon={Calculator} title={t("emptyTitle")} description={t("empty")} />
          </Card>
        )}
      </div>
    </div>
  );
}
