export { type RecordedFact, type RecordedOrders, recordOrders } from "./commands/record-orders";
export { customerFactColumns } from "./facts";
export { orderSchema, recordOrdersSchema, refundSchema } from "./schema";
