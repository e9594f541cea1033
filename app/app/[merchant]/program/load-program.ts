import { notFound } from "next/navigation";
import { staffPath } from "@/components/layout/navigation";
import { getWords } from "@/components/program/server-words";
import { DomainError } from "@/lib/domain/errors";
import { can, type Permission } from "@/lib/domain/permissions";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import { localDateOf } from "@/lib/domain/time";
import { getDraft } from "@/lib/features/programs";
import { getConditionOptions } from "@/lib/features/segments";
import { requireStaff } from "@/lib/platform/auth/staff";
import type { Ctx } from "@/lib/platform/ctx";
import { read } from "@/lib/platform/query";
import { nameSegments } from "../segments/choose-segment";
import { valueOptions } from "../segments/value-options";

/** What every program page begins with: who is here, the draft, words for it and others, and the store's today. */
export async function loadProgram(slug: string, permission: Permission = "program.read") {
  const { ctx, merchant, role } = await requireStaff(slug, permission);
  const [draft, segments] = await Promise.all([read(ctx, getDraft, {}), nameSegments({ ctx, merchant })]);
  const wordsOf = (document: ProgramDocument) => getWords(document, segments);
  return {
    ctx,
    slug,
    draft,
    segments,
    wordsOf,
    words: await wordsOf(draft.document),
    mayEdit: can(role, "program.write"),
    today: localDateOf(ctx.now, merchant.timezone),
    href: (page = "") => staffPath(slug, page ? `program/${page}` : "program"),
  };
}

/** What conditions and selections of the program's editors offer. */
export async function loadOptions(ctx: Ctx) {
  return valueOptions(await read(ctx, getConditionOptions, {}));
}

/** The answer of a query, or the 404 page where it found nothing by that name. */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DomainError && ["NOT_FOUND", "VALIDATION"].includes(error.code)) notFound();
    throw error;
  }
}
