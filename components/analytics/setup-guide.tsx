import { Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { staffPath } from "@/components/layout/navigation";
import { Card } from "@/components/ui/card";
import type { Home } from "@/lib/features/analytics/types";

/** The steps of a new store in the order in which they help, each with the page where it is done. */
const steps = [
  { key: "program", text: "programText", path: "program" },
  { key: "orders", text: "ordersText", path: "data/imports" },
  { key: "members", text: "membersText", path: "program" },
  { key: "margin", text: "marginText", path: "analytics/roi/costs" },
  { key: "costs", text: "costsText", path: "analytics/roi/costs" },
] as const;

export function SetupGuide({ merchantSlug, setup }: { merchantSlug: string; setup: Home["setup"] }) {
  const t = useTranslations("home.setup");
  const done = steps.filter(({ key }) => setup[key]).length;
  return (
    <Card title={t("title")} description={t("description", { done, total: steps.length })}>
      <ol className="divide-y">
        {steps.map(({ key, text, path }) => {
          const Icon = setup[key] ? CircleCheck : Circle;
          return (
            <li key={key} className="flex gap-3 py-3 first:pt-0 last:pb-0">
              <Icon
                aria-hidden
                className={setup[key] ? "mt-0.5 size-5 text-success" : "mt-0.5 size-5 text-muted-foreground"}
              />
              <div>
                <Link href={staffPath(merchantSlug, path)} className="font-medium hover:underline">
                  {t(key)}
                </Link>
                <span className="sr-only"> – {setup[key] ? t("done") : t("toDo")}</span>
                <p className="text-muted-foreground">{t(text)}</p>
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
