import Link from "next/link";
import { useTranslations } from "next-intl";
import { staffPath } from "@/components/layout/navigation";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { NpsPage } from "@/lib/features/analytics/types";
import type { Format } from "@/lib/platform/i18n/format";

/** What customers wrote with their score, latest first. */
export function CommentList({
  comments,
  merchantSlug,
  format,
}: {
  comments: NpsPage["comments"];
  merchantSlug: string;
  format: Format;
}) {
  const t = useTranslations("analytics.nps");
  return (
    <Card title={t("comments")}>
      {comments.length === 0 ? (
        <p className="text-muted-foreground">{t("noComments")}</p>
      ) : (
        <ul className="divide-y">
          {comments.map(({ id, score, group, comment, answeredAt, customerId, name, email, externalId }) => (
            <li key={id} className="grid gap-1 py-3 first:pt-0 last:pb-0">
              <p className="flex flex-wrap items-center gap-2 text-table text-muted-foreground">
                <Badge tone={group === "detractor" ? "warning" : "neutral"}>
                  {score} · {t(`groupOf.${group}`)}
                </Badge>
                {format.day(answeredAt)} ·{" "}
                {customerId ? (
                  <Link
                    href={staffPath(merchantSlug, `customers/${customerId}`)}
                    className="underline underline-offset-4"
                  >
                    {name ?? email ?? externalId}
                  </Link>
                ) : (
                  t("anonymous")
                )}
              </p>
              <p className="max-w-measure break-words">{comment}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
