"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuRadioGroup } from "@/components/ui/dropdown-menu";
import { rememberChoice } from "./cookie";
import { type Theme, themeCookie, themes, toTheme } from "./theme";

const icons = { system: Monitor, light: Sun, dark: Moon };

/** System, light or dark. Takes effect at once; the server knows it from the cookie at the next page. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const t = useTranslations("shell");
  const [theme, setTheme] = useState(initial);
  const Icon = icons[theme];
  function choose(value: string) {
    const next = toTheme(value);
    rememberChoice(themeCookie, next);
    document.documentElement.classList.remove("light", "dark");
    if (next !== "system") document.documentElement.classList.add(next);
    setTheme(next);
  }
  const options = themes.map((value) => {
    const OptionIcon = icons[value];
    return { value, label: t(`themes.${value}`), icon: <OptionIcon aria-hidden /> };
  });
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("theme")}>
          <Icon aria-hidden />
        </Button>
      }
    >
      <DropdownMenuRadioGroup label={t("theme")} value={theme} options={options} onChange={choose} />
    </DropdownMenu>
  );
}
