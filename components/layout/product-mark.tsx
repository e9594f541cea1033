import { useTranslations } from "next-intl";

/** The product's sign: a card with a stamp. `compact` leaves the name to screen readers. */
export function ProductMark({ compact = false }: { compact?: boolean }) {
  const t = useTranslations("common");
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5 shrink-0 text-primary">
        <rect
          x="1"
          y="3"
          width="18"
          height="14"
          rx="3"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
        />
        <circle cx="13.5" cy="11.5" r="2.5" fill="currentColor" />
        <path d="M4.5 7.5h6" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
      </svg>
      <span className={compact ? "sr-only" : "text-body font-semibold"}>{t("productName")}</span>
    </span>
  );
}
