import type { ImportKind } from "../schema";
import type { CellReader } from "./cell-reader";

/** A row that has been read: plain JSON under the id and the time it will be applied by. */
export type StagedRow = {
  kind: ImportKind;
  externalId: string;
  /** Null where the row tells no time: it then counts as of the import. */
  occurredAt: Date | null;
  data: Record<string, unknown>;
};

/** How the rows of one kind are read in our own format. */
export type RowFormat = {
  required: string[];
  optional: string[];
  /** A required column that may be missing if another one is there. */
  replaces?: Record<string, string>;
  /** Columns of any name that begin so. */
  prefix?: string;
  read(cells: CellReader): Omit<StagedRow, "kind">;
};
