export type { ActorDto } from "./actors";
export { adoptMembers, meetsMember } from "./adopt";
export { setTierFloor } from "./commands/set-tier-floor";
export { type UpsertedCustomer, upsertCustomer } from "./commands/upsert-customer";
export { customerNamed } from "./customer-named";
export { type CustomerDto, getCustomer } from "./queries/get-customer";
export {
  getCustomerHistory,
  getCustomerSurveyAnswers,
  type HistoryRow,
  type SurveyAnswer,
} from "./queries/get-customer-activity";
export { getCustomerLedger, type LedgerRow } from "./queries/get-customer-ledger";
export { type CustomerOrder, getCustomerOrders, type LooseRefund } from "./queries/get-customer-orders";
export type { Origin } from "./queries/ledger-origins";
export { byIdentity, type CustomerRow, listCustomers } from "./queries/list-customers";
export { requireCustomer } from "./queries/require-customer";
