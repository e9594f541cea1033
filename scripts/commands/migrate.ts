import type { Command } from "commander";
import { migrateDatabase } from "@/db/migrate";
import { env } from "@/lib/platform/env";

/** Brings the database of the environment up to date. */
export function migrate(): Promise<void> {
  return migrateDatabase({ owner: env().DATABASE_OWNER_URL, runtime: env().DATABASE_URL });
}

/** `regulars migrate`: brings the database up to date, under a lock, and sets the rights of the runtime role. */
export function addMigrate(program: Command) {
  program.command("migrate").description("bring the database up to date").action(migrate);
}
