import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { createDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { startPostgres } from "@/scripts/lib/embedded-postgres.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Addresses of a migrated database that `testDatabase()` copies. */
    template: { owner: string; runtime: string };
  }
}

/** The database of an address, exchanged. */
export function withDatabaseName(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).toString();
}

/** Starts one throw-away PostgreSQL for a run of the integration tests and migrates the database the tests copy. */
export async function setup(project: TestProject) {
  const server = await startPostgres({
    dataDir: join(tmpdir(), `regulars-test-${randomUUID()}`),
    temporary: true,
  });
  const owner = createDatabase(server.ownerUrl, { max: 1 });
  await owner.sql`create database template_regulars`;
  await owner.end();
  const template = {
    owner: withDatabaseName(server.ownerUrl, "template_regulars"),
    runtime: withDatabaseName(server.appUrl, "template_regulars"),
  };
  await migrateDatabase(template);
  project.provide("template", template);
  return () => server.stop();
}
