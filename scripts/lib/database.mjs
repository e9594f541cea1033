// The database a script works on: DATABASE_URL, else the embedded one.

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startPostgres } from "./embedded-postgres.mjs";
import { dataDir } from "./project.mjs";

/** The secret of an embedded installation, made once and kept beside its data. */
function keptSecret(home) {
  const file = join(home, "app-secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

/** What the product also needs to run, where the environment leaves it open. Not for production, which must say it. */
function defaults(home) {
  return {
    APP_URL: process.env.APP_URL || `http://localhost:${process.env.PORT || 3000}`,
    APP_SECRET: process.env.APP_SECRET || keptSecret(home),
  };
}

/**
 * Starts (or joins) the embedded PostgreSQL.
 * @returns {Promise<{ env: Record<string, string>, home: string, stop: () => Promise<void> }>} `env` holds what the
 *   product needs to run on it
 */
export async function openEmbedded(log) {
  const server = await startPostgres({ dataDir: join(dataDir(), "postgres"), log });
  const urls = { DATABASE_URL: server.appUrl, DATABASE_OWNER_URL: server.ownerUrl, REGULARS_EMBEDDED: "1" };
  return { env: { ...urls, ...defaults(server.home) }, home: server.home, stop: server.stop };
}

/** The database named by DATABASE_URL, else the embedded one. */
export async function openDatabase(log) {
  if (!process.env.DATABASE_URL) return openEmbedded(log);
  mkdirSync(dataDir(), { recursive: true });
  return { env: defaults(dataDir()), home: dataDir(), stop: async () => {} };
}
