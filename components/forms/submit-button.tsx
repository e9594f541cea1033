"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "@/components/ui/button";

/** The main button of a form: busy while the form's action runs, or while `pending` says so. */
export function SubmitButton({
  pending = false,
  variant = "primary",
  ...rest
}: ComponentProps<typeof Button>) {
  const status = useFormStatus();
  return <Button type="submit" variant={variant} pending={pending || status.pending} {...rest} />;
}
