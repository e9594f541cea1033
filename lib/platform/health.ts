import { db } from "@/db/client";
import { countPendingMigrations } from "@/db/migration-status";
import { log } from "./log";

/** `ready`, or in one word why this process should get no requests yet. */
export type Readiness = "ready" | "migrations_pending" | "database_unreachable";

/** Asks the database whether this process can do its work. Never throws. */
export async function checkReadiness(): Promise<Readiness> {
  try {
    return (await countPendingMigrations(db())) === 0 ? "ready" : "migrations_pending";
  } catch (error) {
    log().error({ err: error }, "readiness: the database does not answer");
    return "database_unreachable";
  }
}
