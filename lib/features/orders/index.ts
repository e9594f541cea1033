export { type RecordedFact, type RecordedOrders, recordOrders } from "./commands/record-orders";
export { customerFactColumns } from "./load-customers";
