"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { FormError } from "@/components/forms/form-error";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Select } from "@/components/ui/input";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import { roles } from "@/lib/domain/permissions";
import type { Member } from "@/lib/features/team";
import { changeRoleAction, removeMemberAction } from "@/lib/features/team/actions";
import type { ActionFailure, ActionResult } from "@/lib/platform/action";
import { useFormat } from "@/lib/platform/i18n/format-context";

type Run = (work: Promise<ActionResult<unknown>>, done: string) => Promise<void>;

function RoleSelect({ slug, member, run }: { slug: string; member: Member; run: Run }) {
  const t = useTranslations("team");
  const roleName = useTranslations("shell.roles");
  const [pending, startTransition] = useTransition();
  function choose(value: string) {
    const role = roles.find((known) => known === value);
    if (!role) return;
    const done = t("roleChanged", { name: member.name, role: roleName(role) });
    startTransition(() => run(changeRoleAction(slug, { userId: member.userId, role }), done));
  }
  return (
    <Select
      aria-label={t("roleOf", { name: member.name })}
      value={member.role}
      disabled={pending}
      onChange={(event) => choose(event.target.value)}
      options={roles.map((role) => ({ value: role, label: roleName(role) }))}
      className="w-36"
    />
  );
}

function RemoveButton({ slug, member, run }: { slug: string; member: Member; run: Run }) {
  const t = useTranslations("team");
  const { name, userId } = member;
  return (
    <ConfirmDialog
      trigger={<Button aria-label={t("removeConfirm", { name })}>{t("remove")}</Button>}
      title={t("removeTitle", { name })}
      confirmLabel={t("removeConfirm", { name })}
      destructive
      onConfirm={() => run(removeMemberAction(slug, { userId }), t("removed", { name }))}
    >
      {t("removeDescription")}
    </ConfirmDialog>
  );
}

/** The people of the store, each with their role to change and a way out. */
export function MemberTable(props: { slug: string; members: readonly Member[]; ownUserId: string }) {
  const { slug, members, ownUserId } = props;
  const t = useTranslations("team");
  const format = useFormat();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const run: Run = async (work, done) => {
    const result = await work;
    setFailure(result.ok ? null : result);
    if (result.ok) void toast(done);
  };
  return (
    <>
      <FormError failure={failure} />
      <Table caption={t("caption")}>
        <thead>
          <Tr>
            <Th>{t("name")}</Th>
            <Th>{t("email")}</Th>
            <Th>{t("role")}</Th>
            <Th>{t("since")}</Th>
            <Th>
              <span className="sr-only">{t("actions")}</span>
            </Th>
          </Tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Tr key={member.userId}>
              <Td className="font-medium">
                {member.name}
                {member.userId === ownUserId && (
                  <span className="ml-1 font-normal text-muted-foreground">({t("you")})</span>
                )}
              </Td>
              <Td>{member.email}</Td>
              <Td>
                <RoleSelect slug={slug} member={member} run={run} />
              </Td>
              <Td className="num whitespace-nowrap">{format.day(member.createdAt)}</Td>
              <Td className="text-right">
                <RemoveButton slug={slug} member={member} run={run} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
