"use server";

import { redirect } from "next/navigation";
import { signOut } from "@/lib/platform/auth/next-auth";

/** Ends this browser's session and leads to the sign-in page. */
export async function leave(): Promise<void> {
  await signOut();
  redirect("/login");
}
