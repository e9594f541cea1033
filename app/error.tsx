"use client";

import { PageError } from "@/components/layout/page-error";

type Props = { error: Error & { digest?: string }; retry: () => void };

/** For customer pages and those outside of a store; a store's staff pages fail inside their frame. */
export default function AnyPageError({ error, retry }: Props) {
  return <PageError digest={error.digest} retry={retry} />;
}
