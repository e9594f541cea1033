import { useTranslations } from "next-intl";
import { NotFoundState } from "@/components/layout/states";
import { buttonStyle } from "@/components/ui/button-style";

export default function NotFound() {
  const t = useTranslations("errors");
  return (
    <main className="grid min-h-dvh place-content-center">
      <NotFoundState
        action={
          <a href="/" className={buttonStyle()}>
            {t("backHome")}
          </a>
        }
      />
    </main>
  );
}
