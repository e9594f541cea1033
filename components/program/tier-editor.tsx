"use client";

import { Layers } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { smallAmountMinor } from "@/lib/domain/program/starter";
import { saveTierLadderAction } from "@/lib/features/programs/actions";
import { tierLadderForm } from "@/lib/features/programs/schema";
import { RemovePart } from "./remove-part";
import { noBenefits } from "./start-values";
import { TierForm } from "./tier-form";

export type LadderValues = z.input<typeof tierLadderForm>;

type Props = { document: ProgramDocument; revision: number; slug: string };

/** The tiers of the draft: edited as a table, begun where there are none, removed as a whole. */
export function TierEditor(props: Props) {
  const t = useTranslations("program.tiers");
  const { document } = props;
  const [begun, setBegun] = useState(false);
  if (document.tiers)
    return <TierForm {...props} values={{ ladder: document.tiers }} extra={<RemoveTiers {...props} />} />;
  if (!begun)
    return (
      <Card>
        <EmptyState
          icon={Layers}
          title={t("empty")}
          description={t("emptyDescription")}
          action={
            <Button variant="primary" onClick={() => setBegun(true)}>
              {t("start")}
            </Button>
          }
        />
      </Card>
    );
  const unit = smallAmountMinor(document.currency);
  const level = (name: string, threshold: number) => ({
    key: null,
    name: { [document.locales[0] ?? "en"]: name },
    threshold,
    keep: null,
    benefits: noBenefits,
    entryRewards: [],
  });
  const levels = [level(t("names.first"), 200 * unit), level(t("names.second"), 500 * unit)];
  return (
    <TierForm
      {...props}
      values={{ ladder: tierLadderForm.shape.ladder.parse({ metric: "spend", levels }) }}
    />
  );
}

function RemoveTiers({ revision, slug }: Props) {
  const t = useTranslations("program.tiers");
  return (
    <RemovePart
      texts={{
        label: t("removeAll"),
        title: t("removeAllTitle"),
        question: t("removeAllText"),
        done: t("removed"),
      }}
      remove={() => saveTierLadderAction(slug, { revision, ladder: null })}
    />
  );
}
