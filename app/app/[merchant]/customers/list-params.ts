import { readTableParams } from "@/components/tables/table-params";

export type SearchParams = Record<string, string | string[] | undefined>;

const sorts = ["lastOrder", "points", "created"];

/** The list as its address tells it; what the address says wrongly counts as not said. */
export function listParams(params: SearchParams) {
  const { search, sort, after, before, filters } = readTableParams(params);
  const { tier, member, balance, segment } = filters;
  const known = sort && sorts.includes(sort.by) ? sort : undefined;
  return {
    search: search?.slice(0, 200),
    tier: tier?.slice(0, 40),
    segment: segment?.slice(0, 40),
    member: member === "yes" || member === "no" ? member : undefined,
    belowZero: balance === "below-zero",
    sort: known?.by,
    ascending: known ? !known.descending : undefined,
    cursor: before ?? after,
  };
}
