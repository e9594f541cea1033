import type { NamedSegment } from "@/components/segments/words";
import type { RangeChoice } from "@/components/ui/range-params";
import type { LocalDate } from "@/lib/domain/time";
import type { Format } from "@/lib/platform/i18n/format";

/** What every report of the analytics pages is given beside its figures. */
export type ReportProps<Data> = {
  merchantSlug: string;
  choice: RangeChoice;
  /** The day of the first order. */
  firstDay: LocalDate;
  format: Format;
  /** Whose figures these are, and whose can be chosen. */
  segment: {
    chosen: NamedSegment | null;
    options: { value: string; label: string }[];
  };
  data: Data;
};
