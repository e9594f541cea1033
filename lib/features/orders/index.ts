export { type RecordedFact, type RecordedOrders, recordOrders } from "./commands/record-orders";
export { loadBook } from "./facts";
export { customerFactColumns } from "./load-customers";
export { orderSchema } from "./schema";
