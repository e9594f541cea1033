import type { CellReader } from "./cell-reader";
import type { RowFormat, StagedRow } from "./format";

const ATTRIBUTE = "attr.";
const known = [
  "email",
  "name",
  "birthday",
  "country",
  "locale",
  "tags",
  "accepts_marketing",
  "enrolled_at",
  "created_at",
];

/** One row of a customer: only what it tells is kept, so that an empty cell erases nothing. */
function readCustomer(cells: CellReader): Omit<StagedRow, "kind"> {
  const externalId = cells.required("customer_id", cells.id("customer_id"));
  const createdAt = cells.instant("created_at");
  const tags = cells.list("tags");
  const attributes = cells
    .columns()
    .filter((column) => column.startsWith(ATTRIBUTE))
    .flatMap((column) => {
      const value = cells.text(column);
      return value === null ? [] : [[column.slice(ATTRIBUTE.length), value]];
    });
  const told = {
    email: cells.text("email"),
    name: cells.text("name"),
    birthday: cells.date("birthday"),
    country: cells.text("country"),
    locale: cells.text("locale"),
    tags: tags.length > 0 ? tags : null,
    acceptsMarketing: cells.flag("accepts_marketing"),
    enrolledAt: cells.instant("enrolled_at")?.toISOString() ?? null,
    createdAt: createdAt?.toISOString() ?? null,
    attributes: attributes.length > 0 ? Object.fromEntries(attributes) : null,
  };
  const data = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null));
  return { externalId, occurredAt: createdAt, data: { externalId, ...data } };
}

export const customerFormat: RowFormat = {
  required: ["customer_id"],
  optional: known,
  prefix: ATTRIBUTE,
  read: readCustomer,
};
