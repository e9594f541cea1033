import { surveyKinds } from "@/db/schema";
import type { CellReader } from "./cell-reader";
import type { RowFormat, StagedRow } from "./format";

/** Lowest and highest score of each kind of survey. */
const scales = { nps: [0, 10], csat: [1, 5], ces: [1, 7] } as const;

function readResponse(cells: CellReader): Omit<StagedRow, "kind"> {
  const externalId = cells.required("response_id", cells.id("response_id"));
  const answeredAt = cells.required("answered_at", cells.instant("answered_at"));
  const kind = cells.required("kind", cells.oneOf("kind", surveyKinds));
  const score = cells.required("score", cells.integer("score"));
  const [lowest, highest] = scales[kind];
  if (score < lowest || score > highest) cells.fault("score", "out_of_range");
  return {
    externalId,
    occurredAt: answeredAt,
    data: {
      externalId,
      customerExternalId: cells.id("customer_id"),
      answeredAt: answeredAt.toISOString(),
      kind,
      score,
      comment: cells.text("comment", 5000),
    },
  };
}

export const surveyFormat: RowFormat = {
  required: ["response_id", "customer_id", "answered_at", "kind", "score"],
  optional: ["comment"],
  read: readResponse,
};
