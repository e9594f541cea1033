export { addMember } from "./commands/add-member";
export { changeRole } from "./commands/change-role";
export { removeMember } from "./commands/remove-member";
export { listMembers, type Member } from "./queries/list-members";
