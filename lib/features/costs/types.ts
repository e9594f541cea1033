import type { listCosts } from "./queries/list-costs";

export type CostPage = Awaited<ReturnType<typeof listCosts.run>>;
export type Cost = CostPage["rows"][number];
