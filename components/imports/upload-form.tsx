"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormError } from "@/components/forms/form-error";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { type ImportKind, importKinds, MAX_UPLOAD_BYTES } from "@/lib/features/imports/schema";
import type { ActionFailure, ActionResult } from "@/lib/platform/action";

/** Sends the file as it is, with its name and options beside it, and leads to the page of its batch. */
async function send(slug: string, kind: ImportKind, file: File, noAwards: boolean) {
  const query = new URLSearchParams({ kind, name: file.name, noAwards: String(noAwards) });
  const response = await fetch(`/api/imports/${slug}?${query}`, { method: "POST", body: file });
  const answer: ActionResult<{ batchId: string }> = await response.json();
  return answer;
}

const unknown: ActionFailure = { ok: false, code: "UNKNOWN", reason: "UNKNOWN", params: {}, fieldErrors: {} };

/** A form to import one file in our own format, whose columns `columns` names. */
export function UploadForm({
  slug,
  path,
  columns,
}: {
  slug: string;
  /** Of the list of imports. */
  path: string;
  columns: Record<ImportKind, string[]>;
}) {
  const t = useTranslations("imports.upload");
  const kindTexts = useTranslations("imports.kinds");
  const router = useRouter();
  const [kind, setKind] = useState<ImportKind>("orders");
  const [fileProblem, setFileProblem] = useState<string>();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const file = data.get("file");
    if (!(file instanceof File) || file.size === 0) return setFileProblem(t("choose"));
    if (file.size > MAX_UPLOAD_BYTES) return setFileProblem(t("tooLarge"));
    setFileProblem(undefined);
    setPending(true);
    const answer = await send(slug, kind, file, data.has("noAwards")).catch(() => unknown);
    if (answer.ok) return router.push(`${path}/${answer.data.batchId}`);
    setPending(false);
    setFailure(answer);
  }

  return (
    <Card title={t("title")} description={t("description")}>
      <form onSubmit={submit} className="grid max-w-form gap-4">
        <FormError failure={failure} />
        <Field label={t("kind")} description={t("columns", { columns: columns[kind].join(", ") })}>
          <Select
            name="kind"
            value={kind}
            onChange={(event) => setKind(importKinds.find((one) => one === event.target.value) ?? "orders")}
            options={importKinds.map((one) => ({ value: one, label: kindTexts(one) }))}
          />
        </Field>
        <Field label={t("file")} error={fileProblem}>
          <Input name="file" type="file" accept=".csv,.txt,.tsv,.gz,text/csv" className="h-auto py-1" />
        </Field>
        {(kind === "orders" || kind === "events") && (
          <Checkbox name="noAwards" label={t("noAwards")} description={t("noAwardsHint")} />
        )}
        <div>
          <Button type="submit" variant="primary" pending={pending}>
            {t("start")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
