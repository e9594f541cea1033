import { History } from "lucide-react";
import Link from "next/link";
import { Badge, type Tone } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { VersionRow } from "@/lib/features/programs";
import type { ProgramTranslator, Words } from "./words";

const tones: Record<VersionRow["state"], Tone> = {
  live: "success",
  scheduled: "accent",
  superseded: "neutral",
  cancelled: "neutral",
};

/** Who published: a person's name, or what it was that did. */
export function authorName({ author }: Pick<VersionRow, "author">, t: ProgramTranslator): string {
  return author === "system" || author === "job" ? t(`versions.authors.${author}`) : author;
}

/** Every version that was ever published, the newest first. */
export function VersionTable({
  versions,
  words,
  href,
  mayEdit,
}: {
  versions: VersionRow[];
  words: Words;
  href: (page: string) => string;
  mayEdit: boolean;
}) {
  const { t, format } = words;
  if (versions.length === 0)
    return (
      <Card>
        <EmptyState
          icon={History}
          title={t("versions.empty")}
          description={t("versions.emptyDescription")}
          action={mayEdit && <ButtonLink href={href("publish")}>{t("empty.publish")}</ButtonLink>}
        />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table caption={t("versions.title")} className="min-w-[44rem]">
        <thead>
          <tr>
            <Th>{t("versions.number")}</Th>
            <Th>{t("versions.state")}</Th>
            <Th>{t("versions.from")}</Th>
            <Th>{t("versions.author")}</Th>
            <Th>{t("versions.note")}</Th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <Tr key={version.number}>
              <Th scope="row">
                <Link
                  className="text-primary underline underline-offset-4"
                  href={href(`versions/${version.number}`)}
                >
                  {t("versions.detail", { number: version.number })}
                </Link>
              </Th>
              <Td>
                <Badge tone={tones[version.state]}>{t(`states.${version.state}`)}</Badge>
              </Td>
              <Td className="num whitespace-nowrap">{format.dateTime(version.effectiveFrom)}</Td>
              <Td>{authorName(version, t)}</Td>
              <Td>{version.note || "–"}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
