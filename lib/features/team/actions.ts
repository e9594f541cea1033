"use server";

import { staffAction } from "@/lib/platform/action";
import { addMember } from "./commands/add-member";
import { changeRole } from "./commands/change-role";
import { removeMember } from "./commands/remove-member";

const add = staffAction(addMember);

/** Takes no idempotency key: its row would keep a hash of the password. */
export async function addMemberAction(merchantSlug: string, raw: unknown) {
  return add(merchantSlug, raw);
}

export const changeRoleAction = staffAction(changeRole);
export const removeMemberAction = staffAction(removeMember);
