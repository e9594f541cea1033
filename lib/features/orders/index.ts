export { claimOrders, claimOwnOrders } from "./claim-orders";
export { type RecordedFact, type RecordedOrders, recordOrders } from "./commands/record-orders";
export { loadBook } from "./facts";
export { loadOrders } from "./load-orders";
export type { Moved } from "./moved";
export { orderSchema } from "./schema";
export { type Withdrawn, withdrawBatch } from "./withdraw-batch";
