import NextAuth, { AuthError } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { cache } from "react";
import { z } from "zod";
import { db } from "@/db/client";
import { env } from "@/lib/platform/env";
import { localPath } from "@/lib/platform/http/local-path";
import { log } from "@/lib/platform/log";
import { checkCredentials } from "./credentials";
import { endSession, findSession, openSession, SESSION_SECONDS } from "./sessions";

const formSchema = z.object({ email: z.string().max(320), password: z.string().max(1000) });

/**
 * The last address in X-Forwarded-For: what the nearest proxy saw, or without one the web server. Those before it are
 * what the caller says of itself, and a new one for every try would outrun the limit.
 */
function addressOf(request: Request): string {
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 64) || "unknown";
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof AuthError && error.type === "CredentialsSignin";
}

function report(error: Error): void {
  if (!isWrongPassword(error)) log().warn({ err: error }, "sign-in or session could not be read");
}

const provider = Credentials({
  credentials: { email: { type: "email" }, password: { type: "password" } },
  async authorize(raw, request) {
    const form = formSchema.safeParse(raw);
    if (!form.success) return null;
    const now = new Date();
    const userId = await checkCredentials(db(), { ...form.data, address: addressOf(request) }, now);
    // The token's subject is the session's row, not the person: who that is gets looked up on every request.
    return userId ? { id: await openSession(db(), userId, now) } : null;
  },
});

// A function, so that the environment is read at the first request and not while the product is being built.
const auth = NextAuth(() => ({
  secret: env().APP_SECRET,
  // Every address that next-auth builds begins with APP_URL (see redirect), so the Host header decides nothing.
  trustHost: true,
  useSecureCookies: env().APP_URL.startsWith("https:"),
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/login", error: "/login" },
  logger: { error: report },
  providers: [provider],
  callbacks: {
    redirect: ({ url }) => new URL(localPath(url), env().APP_URL).toString(),
    session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? "" } }),
  },
}));

/** next-auth's own routes, below /api/auth. */
export const { GET, POST } = auth.handlers;

/** Who is signed in, from the database, once per request; null for nobody. */
export const currentSession = cache(async () => {
  const token = await auth.auth();
  const id = z.uuid().safeParse(token?.user?.id);
  return id.success ? findSession(db(), id.data, new Date()) : null;
});

/** Signs a browser in and sets its cookie; false if the e-mail or password is wrong or the account is locked. */
export async function signIn(form: { email: string; password: string }): Promise<boolean> {
  try {
    await auth.signIn("credentials", { ...form, redirect: false });
    return true;
  } catch (error) {
    if (isWrongPassword(error)) return false;
    throw error;
  }
}

/** Ends the session of this browser, its row and its cookie. */
export async function signOut(): Promise<void> {
  const session = await currentSession();
  if (session) await endSession(db(), session.id);
  await auth.signOut({ redirect: false });
}
