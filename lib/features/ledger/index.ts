export { adjustPoints } from "./commands/adjust-points";
export { expireLots } from "./commands/expire-lots";
export { reverseTransaction } from "./commands/reverse-transaction";
export { listLots } from "./queries/list-lots";
export { verifyLedger } from "./queries/verify-ledger";
export { isReversible } from "./reversible";
