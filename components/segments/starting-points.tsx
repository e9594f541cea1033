import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonStyle } from "@/components/ui/button-style";
import { readyMadeSegments } from "@/lib/domain/conditions/ready-made";

/** What a new segment can start from: nothing, or one of the ready-made ones. */
export function StartingPoints({ chosen }: { chosen: string | null }) {
  const t = useTranslations("segments");
  const points = [{ key: null, name: t("blank") }, ...readyMadeSegments];
  return (
    <nav aria-label={t("start")} className="grid gap-2">
      <h2 className="font-medium">{t("start")}</h2>
      <ul className="flex flex-wrap gap-2">
        {points.map(({ key, name }) => (
          <li key={key}>
            <Link
              href={key ? `?from=${key}` : "?"}
              aria-current={key === chosen ? "true" : undefined}
              className={buttonStyle({
                className: key === chosen ? "border-primary! bg-primary-soft! text-primary!" : undefined,
              })}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
