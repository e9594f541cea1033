"use client";

import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState, useTransition } from "react";
import { FormError } from "@/components/forms/form-error";
import { SubmitButton } from "@/components/forms/submit-button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Condition } from "@/lib/domain/conditions/schema";
import { explainConditionAction } from "@/lib/features/segments/actions";
import type { ConditionExplained } from "@/lib/features/segments/types";
import type { ActionFailure } from "@/lib/platform/action";
import { isSameCondition } from "./draft";
import { type ExplainedMember, groupExplained, isExplainedGroup } from "./explained";
import type { SegmentWords } from "./words";

/** What was told, and of which condition. */
type Told = { condition: Condition; explanation: ConditionExplained };

/** Tells of one customer which tests of a condition they meet, and with what. */
export function ExplainBox({
  slug,
  condition,
  words,
  mayIdentify,
}: {
  slug: string;
  condition: Condition | null;
  words: SegmentWords;
  mayIdentify: boolean;
}) {
  const t = useTranslations("segments.explain");
  const [told, setTold] = useState<Told | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [pending, startTransition] = useTransition();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const customer = String(new FormData(event.currentTarget).get("customer")).trim();
    if (!condition || !customer) return;
    startTransition(async () => {
      const result = await explainConditionAction(slug, { condition, customer });
      setFailure(result.ok ? null : result);
      setTold(result.ok ? { condition, explanation: result.data } : null);
    });
  }
  return (
    <Card title={t("title")}>
      <div className="grid max-w-form gap-4">
        <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
          <Field label={t(mayIdentify ? "label" : "labelMasked")} className="min-w-0 flex-1 basis-56">
            <Input name="customer" required autoComplete="off" />
          </Field>
          <SubmitButton variant="secondary" pending={pending} disabled={!condition}>
            {t("action")}
          </SubmitButton>
        </form>
        <FormError failure={failure} />
        <div role="status" className="empty:hidden">
          {told &&
            (isSameCondition(told.condition, condition) ? (
              <Explanation told={told} words={words} />
            ) : (
              <p>{t("stale")}</p>
            ))}
        </div>
      </div>
    </Card>
  );
}

function Explanation({ told: { condition, explanation }, words }: { told: Told; words: SegmentWords }) {
  const t = useTranslations("segments.explain");
  const { customer, holds, tests } = explanation;
  const name = customer.name ?? customer.email ?? customer.externalId;
  return (
    <div className="grid gap-2">
      <p className="font-medium">{t(holds ? "in" : "out", { customer: name })}</p>
      <ul>
        <Member member={groupExplained(condition, tests)} words={words} />
      </ul>
    </div>
  );
}

/** A test with what was found, or a group with its members below it; a group of one is its member. */
function Member({ member, words }: { member: ExplainedMember; words: SegmentWords }) {
  const t = useTranslations("segments.explain");
  if (!isExplainedGroup(member)) {
    const { test, met, value } = member;
    return (
      <Line met={met} text={words.testText(test)}>
        <span className="text-table text-muted-foreground">
          {t("found", { value: words.foundText(test, value) ?? t("nothing", { field: test.field }) })}
        </span>
      </Line>
    );
  }
  const [only, ...others] = member.members;
  if (only && others.length === 0) return <Member member={only} words={words} />;
  return (
    <Line met={member.met} text={t(member.join)}>
      <ul className="mt-1 grid gap-2 border-l pl-3">
        {member.members.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one answer, which never move
          <Member key={i} member={one} words={words} />
        ))}
      </ul>
    </Line>
  );
}

function Line({ met, text, children }: { met: boolean; text: string; children: ReactNode }) {
  const t = useTranslations("segments.explain");
  return (
    <li className="flex gap-2">
      {met ? (
        <Check aria-label={t("met")} className="mt-0.5 size-4.5 shrink-0 text-success" />
      ) : (
        <X aria-label={t("unmet")} className="mt-0.5 size-4.5 shrink-0 text-negative" />
      )}
      <div className="grid min-w-0 flex-1">
        <span>{text}</span>
        {children}
      </div>
    </li>
  );
}
