import type { ImportKind } from "../schema";
import { costFormat } from "./cost-rows";
import { customerFormat } from "./customer-rows";
import { eventFormat } from "./event-rows";
import type { RowFormat } from "./format";
import { orderFormat } from "./order-rows";
import { pointFormat } from "./point-rows";
import { productFormat } from "./product-rows";
import { refundFormat } from "./refund-rows";
import { subscriptionFormat } from "./subscription-rows";
import { surveyFormat } from "./survey-rows";

export const rowFormats: Record<ImportKind, RowFormat> = {
  customers: customerFormat,
  orders: orderFormat,
  refunds: refundFormat,
  points: pointFormat,
  costs: costFormat,
  surveys: surveyFormat,
  subscriptions: subscriptionFormat,
  events: eventFormat,
  products: productFormat,
};

function columnsOf({ required, optional, prefix }: RowFormat): string[] {
  return [...required, ...optional, ...(prefix ? [`${prefix}*`] : [])];
}

/** The columns of our own format, those that must be there first. */
export const ownColumns: Record<ImportKind, string[]> = {
  customers: columnsOf(customerFormat),
  orders: columnsOf(orderFormat),
  refunds: columnsOf(refundFormat),
  points: columnsOf(pointFormat),
  costs: columnsOf(costFormat),
  surveys: columnsOf(surveyFormat),
  subscriptions: columnsOf(subscriptionFormat),
  events: columnsOf(eventFormat),
  products: columnsOf(productFormat),
};

/** Columns of our own format that must be there and are not. */
export function missingColumns(kind: ImportKind, columns: string[]): string[] {
  const { required, replaces = {} } = rowFormats[kind];
  return required.filter((column) => {
    const other = replaces[column];
    return !columns.includes(column) && !(other && columns.includes(other));
  });
}

/** Columns that our own format does not know. */
export function unknownColumns(kind: ImportKind, columns: string[]): string[] {
  const { required, optional, prefix } = rowFormats[kind];
  return columns.filter(
    (column) =>
      !required.includes(column) && !optional.includes(column) && !(prefix && column.startsWith(prefix)),
  );
}
