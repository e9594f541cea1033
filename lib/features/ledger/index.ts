export { adjustPoints } from "./commands/adjust-points";
export { reverseTransaction } from "./commands/reverse-transaction";
export { settleDue } from "./commands/settle-due";
export { loadPastAwards, looksBack } from "./past-awards";
export { getRollForward, type RollForwardDay } from "./queries/get-roll-forward";
export { listLots } from "./queries/list-lots";
export { type BrokenRow, verifyLedger } from "./queries/verify-ledger";
export { isReversible } from "./reversible";
