import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Page } from "@/components/layout/page";
import { ChosenSegment } from "@/components/segments/chosen-segment";
import { DateRangeControl } from "@/components/ui/date-range-control";
import type { ReportProps } from "./report-props";
import { SegmentSelect } from "./segment-select";

/** A page of figures: whose they are and of which days is chosen beside the title; a segment is told in words. */
export function ReportPage({
  title,
  description,
  choice,
  segment: { chosen, options },
  withCosts = false,
  children,
}: Pick<ReportProps<unknown>, "choice" | "segment"> & {
  title: string;
  description: string;
  /** The page has figures that cost entries go into. */
  withCosts?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("chart.segment");
  return (
    <Page
      title={title}
      description={description}
      actions={
        <DateRangeControl choice={choice}>
          {options.length > 0 && <SegmentSelect chosen={chosen?.key ?? null} options={options} />}
        </DateRangeControl>
      }
    >
      {chosen && (
        <ChosenSegment
          chosen={chosen}
          note={withCosts ? `${t("asOfNow")} ${t("withoutCosts")}` : t("asOfNow")}
        />
      )}
      {children}
    </Page>
  );
}
