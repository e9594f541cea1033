export { type AuditRow, listAuditLog } from "./queries/list-audit-log";
