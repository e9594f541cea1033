"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { FormError } from "@/components/forms/form-error";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { endSessionAction } from "@/lib/features/account/actions";
import type { ActionFailure } from "@/lib/platform/action";

type Session = { id: string; isThis: boolean; since: string; until: string };

export function SessionList({ sessions }: { sessions: readonly Session[] }) {
  const t = useTranslations("account");
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  function end(id: string) {
    startTransition(async () => {
      const result = await endSessionAction(id);
      setFailure(result.ok ? null : result);
    });
  }
  return (
    <>
      <FormError failure={failure} />
      <Table caption={t("sessions")}>
        <thead>
          <Tr>
            <Th>{t("signedInAt")}</Th>
            <Th>{t("endsAt")}</Th>
            <Th>
              <span className="sr-only">{t("endSession")}</span>
            </Th>
          </Tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <Tr key={session.id}>
              <Td>{session.since}</Td>
              <Td>{session.until}</Td>
              <Td className="text-right">
                {session.isThis ? (
                  <Badge tone="accent">{t("thisSession")}</Badge>
                ) : (
                  <Button pending={pending} onClick={() => end(session.id)}>
                    {t("endSession")}
                  </Button>
                )}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
