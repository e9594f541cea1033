import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { db } from "@/db/client";
import { DomainError } from "@/lib/domain/errors";
import { can, type Permission, type Role } from "@/lib/domain/permissions";
import { type Ctx, makeCtx } from "@/lib/platform/ctx";
import { pathHeader } from "@/lib/platform/http/path-header";
import { currentSession } from "./next-auth";
import { findMembership, listMemberships, listSessions } from "./sessions";

/** A signed-in staff user in one of their stores. */
export type Staff = {
  ctx: Ctx;
  merchant: { id: string; slug: string; name: string; currency: string; timezone: string };
  user: { id: string; email: string; name: string };
  role: Role;
};

/**
 * The signed-in staff user in the store of a slug, with the role of this very moment.
 * @throws DomainError UNAUTHENTICATED without a session; NOT_FOUND for a store that is not theirs
 */
export const findStaff = cache(async (merchantSlug: string): Promise<Staff> => {
  const session = await currentSession();
  if (!session) throw new DomainError("UNAUTHENTICATED");
  const membership = await findMembership(db(), session.user.id, merchantSlug);
  if (!membership) throw new DomainError("NOT_FOUND");
  const { merchant, role } = membership;
  const { user } = session;
  const actor = { type: "staff" as const, userId: user.id, role, email: user.email };
  return { ctx: makeCtx({ merchantId: merchant.id, actor, db: db() }), merchant, user, role };
});

/** Leads to the sign-in page, and from there back to the page that was asked for. */
export async function redirectToLogin(): Promise<never> {
  const path = (await headers()).get(pathHeader);
  redirect(path ? `/login?next=${encodeURIComponent(path)}` : "/login");
}

/**
 * For pages and layouts: the signed-in staff user of the store. Without a session it leads to the sign-in page; a
 * store that is not theirs is a 404 like one that does not exist; a role without `permission` gets the 403 page.
 */
export async function requireStaff(merchantSlug: string, permission?: Permission): Promise<Staff> {
  const staff = await findStaff(merchantSlug).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
    return error.code === "UNAUTHENTICATED" ? redirectToLogin() : notFound();
  });
  if (permission && !can(staff.role, permission)) forbidden();
  return staff;
}

/** The stores the person works for, for the store switcher; once per request. */
export const listStores = cache((userId: string) => listMemberships(db(), userId));

/** For pages outside of a store: who is signed in, or the sign-in page. */
export async function requireSession() {
  return (await currentSession()) ?? redirectToLogin();
}

/** Where a person is signed in, newest first. */
export function listOwnSessions(userId: string) {
  return listSessions(db(), userId, new Date());
}
