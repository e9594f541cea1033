export { changePassword } from "./commands/change-password";
export { endSession } from "./commands/end-session";
export { renameAccount } from "./commands/rename-account";
