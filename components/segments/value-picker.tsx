"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { MAX_VALUE_LENGTH } from "@/lib/domain/conditions/schema";

/** With more values than this a search box comes above them. */
const SEARCH_FROM = 8;

type Props = {
  label: string;
  options: readonly string[];
  nameOf: (value: string) => string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Other values than those of the list may be typed. */
  open: boolean;
};

/** Some of many values: a button that names the chosen ones, and a list of check boxes behind it. */
export function ValuePicker({ label, ...list }: Props) {
  const t = useTranslations("segments.builder");
  const [first, second, ...more] = list.values.map(list.nameOf);
  const told = [first, second].filter(Boolean).join(", ");
  const text = more.length > 0 ? t("chosen", { first: told, count: more.length }) : told;
  return (
    <Popover
      title={label}
      trigger={
        <Button
          aria-label={`${label}: ${text || t("choose")}`}
          className="w-full min-w-0 px-2! font-normal [&>span]:flex-1"
        >
          <span className="min-w-0 flex-1 truncate text-left">{text || t("choose")}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <ValueList {...list} />
    </Popover>
  );
}

function ValueList({ options, nameOf, values, onChange, open }: Omit<Props, "label">) {
  const t = useTranslations("segments.builder");
  const [search, setSearch] = useState("");
  // A chosen value may have gone from the store since.
  const all = [...new Set([...options, ...values])];
  const typed = search.trim();
  const found = all.filter((value) => nameOf(value).toLowerCase().includes(typed.toLowerCase()));
  const isNew = open && typed !== "" && !all.some((value) => value.toLowerCase() === typed.toLowerCase());
  const toggle = (value: string, on: boolean) =>
    onChange(on ? [...values, value] : values.filter((one) => one !== value));
  return (
    <div className="grid gap-2">
      {(open || all.length > SEARCH_FROM) && (
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          maxLength={MAX_VALUE_LENGTH}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <div className="max-h-64 overflow-y-auto">
        {found.map((value) => (
          <Checkbox
            key={value}
            label={nameOf(value)}
            checked={values.includes(value)}
            onChange={(event) => toggle(value, event.target.checked)}
          />
        ))}
      </div>
      {isNew && (
        <Button
          onClick={() => {
            onChange([...values, typed]);
            setSearch("");
          }}
        >
          {t("add", { value: typed })}
        </Button>
      )}
      {found.length === 0 && !isNew && (
        <p className="text-muted-foreground">{all.length === 0 ? t("noValues") : t("noMatch")}</p>
      )}
    </div>
  );
}
