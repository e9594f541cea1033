import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import type { Member } from "@/lib/features/team";
import type { AuditFilter } from "./search";

/** A plain GET form: the filter is the address, and it works without script. */
export async function AuditFilters({
  filter,
  members,
  isFiltered,
}: {
  filter: AuditFilter;
  members: readonly Member[];
  isFiltered: boolean;
}) {
  const t = await getTranslations("audit");
  const actors = [
    ...members.map((member) => ({ value: `staff:${member.userId}`, label: member.name })),
    { value: "system", label: t("system") },
  ];
  return (
    <form className="flex flex-wrap items-end gap-3" key={JSON.stringify(filter)}>
      <Field label={t("actor")} className="w-48">
        <Select name="actor" defaultValue={filter.actor} placeholder={t("anyone")} options={actors} />
      </Field>
      <Field label={t("action")} className="w-48">
        <Input name="action" defaultValue={filter.action} placeholder="points.adjust" />
      </Field>
      <Field label={t("subjectId")} className="w-72">
        <Input name="subjectId" defaultValue={filter.subjectId} />
      </Field>
      <Button type="submit">{t("filter")}</Button>
      {isFiltered && (
        <ButtonLink variant="ghost" href="?">
          {t("clear")}
        </ButtonLink>
      )}
    </form>
  );
}
