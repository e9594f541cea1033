"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuItem, DropdownMenuLink } from "@/components/ui/dropdown-menu";
import type { ItemList } from "@/lib/domain/program/edit";
import { moveItemAction, removeItemAction, switchItemAction } from "@/lib/features/programs/actions";
import { DraftFailure } from "./draft-failure";
import { useAction } from "./use-action";

/** What can be done with one rule, reward or plan of the draft. */
export function RowActions({
  slug,
  revision,
  list,
  item,
  active,
  name,
  editHref,
  isFirst,
  isLast,
}: {
  slug: string;
  revision: number;
  list: ItemList;
  item: string;
  active: boolean;
  name: string;
  editHref: string;
  isFirst: boolean;
  isLast: boolean;
}) {
  const t = useTranslations("program");
  const { run, failure } = useAction();
  const target = { revision, list, key: item };
  const move = (by: number) =>
    startTransition(async () => {
      await run(moveItemAction(slug, { ...target, by }), () => t("form.saved"));
    });
  const toggle = () =>
    startTransition(async () => {
      await run(switchItemAction(slug, { ...target, active: !active }), () => t("form.saved"));
    });
  const remove = () =>
    startTransition(async () => {
      await run(removeItemAction(slug, target), () => t("list.removedToast", { name }));
    });
  return (
    <>
      <DropdownMenu
        trigger={
          <Button variant="ghost" size="icon" aria-label={t("list.actionsFor", { name })}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        <DropdownMenuLink href={editHref}>{t("list.edit")}</DropdownMenuLink>
        <DropdownMenuItem onClick={() => move(-1)} disabled={isFirst}>
          {t("list.up")}
        </DropdownMenuItem>
        <DropdownMenuItem onClick={() => move(1)} disabled={isLast}>
          {t("list.down")}
        </DropdownMenuItem>
        <DropdownMenuItem onClick={toggle}>{t(active ? "list.switchOff" : "list.switchOn")}</DropdownMenuItem>
        <DropdownMenuItem onClick={remove} destructive>
          {t("list.remove")}
        </DropdownMenuItem>
      </DropdownMenu>
      <DraftFailure failure={failure} />
    </>
  );
}
