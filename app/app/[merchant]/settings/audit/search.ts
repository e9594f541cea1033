export type AuditSearch = Record<string, string | string[] | undefined>;
export type AuditFilter = { actor?: string; action?: string; subjectId?: string; cursor?: string };

const keys = ["actor", "action", "subjectId", "cursor"] as const;

/** The filter of an address; what is empty or given twice counts as not set. */
export function toAuditFilter(search: AuditSearch): AuditFilter {
  const filter: AuditFilter = {};
  for (const key of keys) {
    const value = search[key];
    if (typeof value === "string" && value.trim() !== "") filter[key] = value.trim().slice(0, 200);
  }
  return filter;
}

/** The address of the list with a filter. */
export function auditHref(filter: AuditFilter): string {
  const set = Object.entries(filter).filter(([, value]) => value);
  return `?${new URLSearchParams(Object.fromEntries(set))}`;
}
