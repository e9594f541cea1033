"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { MAX_DEPTH, MAX_TESTS } from "@/lib/domain/conditions/schema";
import {
  blankTest,
  customerFields,
  type DraftGroup,
  type DraftMember,
  groupOf,
  isGroup,
  joinsNegatives,
  type RuleField,
} from "./draft";
import type { ValueOptions } from "./test-inputs";
import { TestRow } from "./test-row";
import type { SegmentWords } from "./words";

type Props = {
  group: DraftGroup;
  /** 1 for the outermost. */
  depth: number;
  /** The fields that are offered; those of a customer unless told otherwise. */
  fields?: readonly RuleField[];
  /** Whether the last line can be taken away too. */
  mayBeEmpty?: boolean;
  options: ValueOptions;
  words: SegmentWords;
  /** The lines of the whole condition, from left to right. */
  lines: readonly string[];
  /** The line that was added last. */
  added: string | null;
  onAdd: (group: DraftGroup, member: DraftMember) => void;
  /** Exchanges a member of any depth; null takes it away. */
  onChange: (id: string, member: DraftMember | null) => void;
};

/** A box of lines and further boxes with one connector; groups nest as deep as the language allows. */
export function GroupEditor(props: Props) {
  const { group, depth, onChange, onAdd } = props;
  const t = useTranslations("segments.builder");
  const isFull = props.lines.length >= MAX_TESTS;
  return (
    <div className={depth > 1 ? "grid gap-3 rounded-card border bg-muted/50 p-3" : "grid gap-3"}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap items-center gap-2">
          <span>{t(depth > 1 ? "inner" : "group")}</span>
          <Select
            aria-label={t("join")}
            value={group.join}
            onChange={({ target }) =>
              onChange(group.id, { ...group, join: target.value === "any" ? "any" : "all" })
            }
            options={[
              { value: "all", label: t("all") },
              { value: "any", label: t("any") },
            ]}
            className="w-40"
          />
        </span>
        {depth > 1 && (
          <Button variant="ghost" onClick={() => onChange(group.id, null)}>
            <X aria-hidden />
            <span className="max-sm:sr-only">{t("removeGroup")}</span>
          </Button>
        )}
      </div>
      {group.members.map((member, i) => (
        <Fragment key={member.id}>
          {i > 0 && (
            <p aria-hidden className="-my-1 text-caption text-muted-foreground">
              {t(group.join === "all" ? "and" : "or")}
            </p>
          )}
          <Member {...props} member={member} />
        </Fragment>
      ))}
      {joinsNegatives(group) && <Alert kind="warning">{t("negatives")}</Alert>}
      {isFull && depth === 1 && <p className="text-table text-muted-foreground">{t("tooMany")}</p>}
      <div className="flex flex-wrap gap-2">
        <Button disabled={isFull} onClick={() => onAdd(group, blankTest())}>
          <Plus aria-hidden />
          {t("addTest")}
        </Button>
        {depth < MAX_DEPTH && (
          <Button
            variant="ghost"
            disabled={isFull}
            onClick={() => onAdd(group, groupOf([blankTest()], group.join === "all" ? "any" : "all"))}
          >
            <Plus aria-hidden />
            {t("addGroup")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Member({ member, ...props }: Props & { member: DraftMember }) {
  const { depth, fields = customerFields, mayBeEmpty, lines, added, options, words, onChange } = props;
  if (isGroup(member)) return <GroupEditor {...props} group={member} depth={depth + 1} />;
  return (
    <TestRow
      test={member}
      number={lines.indexOf(member.id) + 1}
      takesFocus={added === member.id}
      onChange={(next) => onChange(member.id, next)}
      onRemove={lines.length > 1 || mayBeEmpty ? () => onChange(member.id, null) : undefined}
      {...{ fields, options, words }}
    />
  );
}
