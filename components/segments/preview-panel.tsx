import Link from "next/link";
import { staffPath } from "@/components/layout/navigation";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import type { Condition } from "@/lib/domain/conditions/schema";
import type { ConditionPreview } from "@/lib/features/segments/types";
import type { SegmentWords } from "./words";

type Props = {
  slug: string;
  words: SegmentWords;
  /** Null while it is incomplete. */
  condition: Condition | null;
  preview: ConditionPreview | null;
  /** The preview is that of an earlier condition. */
  pending?: boolean;
};

/** A condition as a sentence, with how many customers it holds and some of them. */
export function PreviewPanel({ slug, words, condition, preview, pending = false }: Props) {
  const { t } = words;
  const shown = condition && preview;
  return (
    <Card title={t("preview.title")} className="self-start">
      <div className="grid gap-4">
        <p className="text-reading">{condition ? words.sentence(condition) : t("preview.incomplete")}</p>
        <div role="status" aria-busy={pending} className="empty:hidden">
          {shown && <Size words={words} preview={shown} stale={pending} />}
          {condition && !preview && pending && (
            <>
              <span className="sr-only">{t("preview.counting")}</span>
              <Skeleton className="h-11" />
            </>
          )}
        </div>
        {shown && shown.sample.length > 0 && (
          <div className={cn("grid gap-1", pending && "opacity-60")}>
            <h3 className="font-medium">{t("preview.sample")}</h3>
            <ul className="divide-y">
              {shown.sample.map((customer) => (
                <Sample key={customer.id} slug={slug} words={words} customer={customer} />
              ))}
            </ul>
          </div>
        )}
      </div>
    </Card>
  );
}

function Size({
  words,
  preview: { size, of },
  stale,
}: {
  words: SegmentWords;
  preview: ConditionPreview;
  stale: boolean;
}) {
  const { t, format } = words;
  return (
    <p className={cn("grid", stale && "opacity-60")}>
      <span className="num text-kpi font-semibold">{format.number(size)}</span>
      <span className="text-muted-foreground">
        {size === 0
          ? t("preview.none")
          : t("preview.size", { of, share: format.percent(of === 0 ? 0 : size / of) })}
      </span>
    </p>
  );
}

function Sample({
  slug,
  words,
  customer,
}: {
  slug: string;
  words: SegmentWords;
  customer: ConditionPreview["sample"][number];
}) {
  const { t, format } = words;
  const { id, name, email, tierKey, spendMinor, lastOrderAt } = customer;
  const facts = [
    tierKey && words.valueName("tier", tierKey),
    t("preview.spent", { amount: format.money(BigInt(spendMinor)) }),
    lastOrderAt ? t("preview.lastOrder", { day: format.day(lastOrderAt) }) : t("preview.noOrder"),
  ];
  return (
    <li className="grid py-2">
      <Link
        href={staffPath(slug, `customers/${id}`)}
        className="truncate text-primary underline-offset-4 hover:underline"
      >
        {name ?? email ?? t("preview.unnamed")}
      </Link>
      <span className="text-table text-muted-foreground">{facts.filter(Boolean).join(" · ")}</span>
    </li>
  );
}
