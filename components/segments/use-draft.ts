"use client";

import { useMemo, useState } from "react";
import type { Condition } from "@/lib/domain/conditions/schema";
import { changeMember, type DraftGroup, type DraftMember, isGroup, toCondition, toDraft } from "./draft";

const linesOf = (member: DraftMember): string[] =>
  isGroup(member) ? member.members.flatMap(linesOf) : [member.id];

/** The state of a builder that starts with a condition. */
export function useDraft(start: Condition) {
  const [draft, setDraft] = useState(() => toDraft(start));
  const [added, setAdded] = useState<string | null>(null);
  const condition = useMemo(() => toCondition(draft), [draft]);
  return {
    draft,
    condition,
    lines: linesOf(draft),
    added,
    add(group: DraftGroup, member: DraftMember) {
      const grown = { ...group, members: [...group.members, member] };
      setAdded(linesOf(member)[0] ?? null);
      setDraft((old) => (old.id === group.id ? grown : changeMember(old, group.id, () => grown)));
    },
    change(id: string, member: DraftMember | null) {
      setDraft((old) => {
        if (old.id !== id) return changeMember(old, id, () => member);
        return member && isGroup(member) ? member : old;
      });
    },
  };
}
