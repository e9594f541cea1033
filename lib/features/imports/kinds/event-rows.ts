import { OWN_EVENT_PREFIX } from "@/lib/features/events";
import type { CellReader } from "./cell-reader";
import type { RowFormat, StagedRow } from "./format";

const DATA = "data.";
const MAX_KEY = 40;

/** What the event tells: texts for now, read by the program live at its time when it is applied. */
function dataOf(cells: CellReader): Record<string, string> {
  const told = cells
    .columns()
    .filter((column) => column.startsWith(DATA))
    .flatMap((column): [string, string][] => {
      const value = cells.text(column, 1000);
      const key = column.slice(DATA.length);
      if (value !== null && key.length > MAX_KEY) cells.fault(column, "event_field_unknown");
      return value === null ? [] : [[key, value]];
    });
  return Object.fromEntries(told);
}

function readEvent(cells: CellReader): Omit<StagedRow, "kind"> {
  const externalId = cells.required("event_id", cells.id("event_id"));
  if (externalId.startsWith(OWN_EVENT_PREFIX)) cells.fault("event_id", "event_id_reserved");
  const occurredAt = cells.required("occurred_at", cells.instant("occurred_at"));
  return {
    externalId,
    occurredAt,
    data: {
      externalId,
      type: cells.required("type", cells.text("type", 60)),
      customer: cells.required("customer_id", cells.id("customer_id")),
      occurredAt: occurredAt.toISOString(),
      data: dataOf(cells),
    },
  };
}

export const eventFormat: RowFormat = {
  required: ["event_id", "type", "customer_id", "occurred_at"],
  optional: [],
  prefix: DATA,
  read: readEvent,
};
