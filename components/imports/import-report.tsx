import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { StatList } from "@/components/ui/stat-list";
import type { ImportRow } from "@/lib/features/imports";
import { getFormat } from "@/lib/platform/i18n/server";
import { starterName } from "./import-table";

/** The counts of an import, and what its map left out by reason. */
export async function ImportReport({
  batch,
  merchant,
}: {
  batch: ImportRow;
  merchant: { currency: string; timezone: string };
}) {
  const [t, format, starter] = await Promise.all([
    getTranslations("imports"),
    getFormat({ currency: merchant.currency, timeZone: merchant.timezone }),
    starterName(batch),
  ]);
  const { counts } = batch;
  const skipped = Object.entries(counts.skipped);
  const told = ["created", "updated", "unchanged", "waiting"] as const;
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <Card title={t("report")}>
        <StatList
          items={[
            ...told.map((name) => ({ label: t(name), value: format.number(counts[name]) })),
            { label: t("awarded"), value: format.number(counts.awarded.units) },
            { label: t("rows"), value: format.number(counts.rows) },
            { label: t("rejected"), value: format.number(counts.rejected) },
          ]}
        />
        {counts.unknownColumns.length > 0 && (
          <p className="mt-3 text-table text-muted-foreground">
            {t("unknownColumns", { columns: counts.unknownColumns.join(", ") })}
          </p>
        )}
      </Card>
      <div className="grid content-start gap-6">
        <Card>
          <StatList
            items={[
              { label: t("startedBy"), value: starter },
              { label: t("startedAt"), value: format.dateTime(batch.createdAt) },
              { label: t("finishedAt"), value: batch.finishedAt ? format.dateTime(batch.finishedAt) : "–" },
            ]}
          />
        </Card>
        {skipped.length > 0 && (
          <Card title={t("skippedTitle")} description={t("skippedDescription")}>
            <StatList
              items={skipped.map(([reason, rows]) => ({
                label: reason.replaceAll("_", " "),
                value: format.number(rows),
              }))}
            />
          </Card>
        )}
      </div>
    </div>
  );
}
