import { bigint, customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** The tenant: first column of every primary, unique and foreign key of a tenant table. */
export const merchantId = () => uuid("merchant_id").notNull();

/** An instant, stored in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** A 64-bit integer: units of an asset, or minor units of money. */
export const amount = (name: string) => bigint(name, { mode: "bigint" });

/** An amount that is never below zero: a domain, whose check costs a write next to nothing. */
export const units = customType<{ data: bigint; driverData: string }>({
  dataType: () => "units",
  fromDriver: (value) => BigInt(value),
  toDriver: (value) => value.toString(),
});
