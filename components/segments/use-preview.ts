"use client";

import { useEffect, useState } from "react";
import { unreachable } from "@/components/forms/unreachable";
import type { Condition } from "@/lib/domain/conditions/schema";
import { previewConditionAction } from "@/lib/features/segments/actions";
import type { ConditionPreview } from "@/lib/features/segments/types";
import type { ActionFailure } from "@/lib/platform/action";

/** The server is asked when nothing has been typed for this long. */
const QUIET_MS = 300;

type Answer = { asked: string; preview: ConditionPreview | null; failure: ActionFailure | null };

/** Who meets a condition now, asked again after each change of it; the last answer stays until the next is there. */
export function usePreview(slug: string, condition: Condition | null) {
  const asked = condition ? JSON.stringify(condition) : null;
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (asked === null) return;
    let isLatest = true;
    const timer = setTimeout(async () => {
      const result = await previewConditionAction(slug, { condition: JSON.parse(asked) }).catch(unreachable);
      if (!isLatest) return;
      setAnswer({
        asked,
        preview: result.ok ? result.data : null,
        failure: result.ok ? null : result,
      });
    }, QUIET_MS);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [slug, asked]);
  return {
    preview: answer?.preview ?? null,
    failure: answer?.failure ?? null,
    pending: asked !== null && answer?.asked !== asked,
  };
}
