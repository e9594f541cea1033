"use client";

import { useState } from "react";
import { toast } from "@/components/ui/toaster";
import type { ActionFailure, ActionResult } from "@/lib/platform/action";

/** Runs server actions of buttons: success is a toast, a failure stays for `FormError`. */
export function useAction() {
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  async function run<T>(act: Promise<ActionResult<T>>, success: (data: T) => string): Promise<boolean> {
    setFailure(null);
    const result = await act;
    if (result.ok) void toast(success(result.data));
    else setFailure(result);
    return result.ok;
  }
  return { run, failure };
}
