import Link from "next/link";
import { staffPath } from "@/components/layout/navigation";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { readyMadeSegments } from "@/lib/domain/conditions/ready-made";
import type { SegmentRow } from "@/lib/features/segments/types";
import type { SegmentWords } from "./words";

/** All segments: what each says, how many customers it holds, and what names it. */
export function SegmentTable({
  slug,
  segments,
  words,
}: {
  slug: string;
  segments: readonly SegmentRow[];
  words: SegmentWords;
}) {
  const { t, format } = words;
  return (
    <Table caption={t("title")}>
      <thead>
        <Tr>
          <Th>{t("columns.name")}</Th>
          <Th numeric>{t("columns.size")}</Th>
          <Th className="max-sm:hidden">{t("columns.usedBy")}</Th>
          <Th className="max-sm:hidden">{t("columns.updated")}</Th>
        </Tr>
      </thead>
      <tbody>
        {segments.map((segment) => (
          <Tr key={segment.key} className="align-top">
            <Td className="sm:min-w-64">
              <span className="flex flex-wrap items-center gap-x-2">
                <Link
                  href={staffPath(slug, `segments/${segment.key}`)}
                  className="font-medium text-primary underline-offset-4 hover:underline"
                >
                  {segment.name}
                </Link>
                {readyMadeSegments.some(({ key }) => key === segment.key) && <Badge>{t("readyMade")}</Badge>}
              </span>
              <span className="block max-w-measure text-muted-foreground">
                {words.sentence(segment.condition)}
              </span>
            </Td>
            <Td numeric>{format.number(segment.size)}</Td>
            <Td className="max-sm:hidden">
              {segment.usedBy.length === 0 ? (
                <span className="text-muted-foreground">{t("notUsed")}</span>
              ) : (
                segment.usedBy.map((use) => (
                  <span key={`${use.kind}:${use.key}`} className="block">
                    {t(`usedBy.${use.kind}`, use)}
                  </span>
                ))
              )}
            </Td>
            <Td className="num whitespace-nowrap max-sm:hidden">{format.day(segment.updatedAt)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
