export {
  type ChangedSubscription,
  changeOwnSubscription,
  changeSubscription,
} from "./commands/change-subscription";
export {
  type RecordedSubscription,
  recordSubscription,
  takeSubscription,
} from "./commands/record-subscription";
export { type Renewed, renewDueSubscriptions, renewSubscription } from "./commands/renew-subscription";
export { getCustomerSubscriptions, getOwnSubscriptions } from "./queries/get-subscriptions";
export {
  countSubscribers,
  listSubscriptions,
  type Subscribers,
  type SubscriptionRow,
} from "./queries/list-subscriptions";
export type { SubscriptionStep, SubscriptionView } from "./queries/views";
