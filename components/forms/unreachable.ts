import { unstable_rethrow } from "next/navigation";
import type { ActionFailure } from "@/lib/platform/action";

/** The answer of a call that failed before the server could answer, for `catch`. Redirects and the like pass through. */
export function unreachable(error: unknown): ActionFailure {
  unstable_rethrow(error);
  return { ok: false, code: "UNKNOWN", reason: "unreachable", params: {}, fieldErrors: {} };
}
