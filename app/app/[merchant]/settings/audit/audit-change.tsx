import { useTranslations } from "next-intl";

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields {
  if (value === null || value === undefined) return {};
  return typeof value === "object" && !Array.isArray(value) ? { ...value } : { value };
}

function show(value: unknown): string {
  if (value === undefined || value === null) return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What changed, field by field, old value struck out; fields that stayed the same are left out. */
export function AuditChange({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations("audit");
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]),
  );
  if (changed.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer text-primary">
        {t("show")} <span className="sr-only">{changed.join(", ")}</span>
      </summary>
      <dl className="mt-1 grid gap-1">
        {changed.map((name) => (
          <div key={name} className="grid max-w-measure gap-x-2 sm:grid-cols-[10rem_1fr]">
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="break-words">
              {old[name] !== undefined && (
                <del>
                  <span className="sr-only">{t("before")}: </span>
                  {show(old[name])}
                </del>
              )}{" "}
              {now[name] !== undefined && (
                <ins className="no-underline">
                  <span className="sr-only">{t("after")}: </span>
                  {show(now[name])}
                </ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
