"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { db } from "@/db/client";
import { DomainError } from "@/lib/domain/errors";
import { type ActionResult, runAction } from "@/lib/platform/action";
import { currentSession, signIn, signOut } from "@/lib/platform/auth/next-auth";
import { listStores } from "@/lib/platform/auth/staff";
import { type Command, execute } from "@/lib/platform/command";
import { makeCtx } from "@/lib/platform/ctx";
import { localPath } from "@/lib/platform/http/local-path";
import { parseInput } from "@/lib/platform/input";
import { changePassword } from "./commands/change-password";
import { endSession } from "./commands/end-session";
import { renameAccount } from "./commands/rename-account";
import { passwordFormSchema } from "./schema";

const signInForm = z.object({
  email: z.string().default(""),
  password: z.string().default(""),
  next: z.string().optional(),
});

/** What the sign-in form gets back when it stays. */
export type SignInState = ActionResult<void> & { values: { email: string } };

/** Signs in from the sign-in form and leads to the page that was asked for first. */
export async function signInAction(_: unknown, data: FormData): Promise<SignInState> {
  const { next, ...form } = signInForm.parse(Object.fromEntries(data));
  const result = await runAction(async () => {
    if (!(await signIn(form))) throw new DomainError("UNAUTHENTICATED", "sign_in_failed");
  });
  if (!result.ok) return { ...result, values: { email: form.email } };
  redirect(localPath(next));
}

/** Ends the session of this browser. */
export async function signOutAction(): Promise<void> {
  await signOut();
  redirect("/login");
}

/** Runs a command on the own account; its audit row goes to the first of the person's stores. */
async function runOnAccount<I, R>(
  command: Command<I, R>,
  input: (sessionId: string) => unknown,
): Promise<ActionResult<R>> {
  return runAction(async () => {
    const session = await currentSession();
    if (!session) throw new DomainError("UNAUTHENTICATED");
    const [store] = await listStores(session.user.id);
    if (!store) throw new DomainError("FORBIDDEN");
    const { id: userId, email } = session.user;
    const actor = { type: "staff" as const, userId, role: store.role, email };
    const ctx = makeCtx({ merchantId: store.merchant.id, actor, db: db() });
    const result = await execute(ctx, command, input(session.id));
    refresh();
    return result;
  });
}

export async function renameAccountAction(raw: unknown) {
  return runOnAccount(renameAccount, () => raw);
}

/** Takes no idempotency key: its row would keep a hash of the passwords. */
export async function changePasswordAction(raw: unknown) {
  return runOnAccount(changePassword, (keepSessionId) => ({
    ...parseInput(passwordFormSchema, raw),
    keepSessionId,
  }));
}

export async function endSessionAction(sessionId: string) {
  return runOnAccount(endSession, () => ({ sessionId }));
}
