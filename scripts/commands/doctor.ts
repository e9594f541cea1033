import type { Command } from "commander";
import { createDatabase } from "@/db/client";
import { countPendingMigrations } from "@/db/migration-status";
import { env } from "@/lib/platform/env";
import manifest from "../../package.json";

type Finding = { check: string; ok: boolean; detail: string };

async function inspect(): Promise<Finding[]> {
  const findings: Finding[] = [
    { check: "version", ok: true, detail: `Regulars ${manifest.version}, Node ${process.versions.node}` },
  ];
  const { db, sql, end } = createDatabase(env().DATABASE_URL, { max: 1 });
  try {
    const [server] = await sql<{ version: string; canWrite: boolean | null }[]>`
      select current_setting('server_version') as version,
             has_table_privilege(to_regclass('public.ledger_entries'), 'insert, update, delete') as "canWrite"`;
    findings.push({ check: "database", ok: true, detail: `PostgreSQL ${server?.version}` });
    const pending = await countPendingMigrations(db);
    const state = pending === 0 ? "up to date" : `${pending} not applied: run "regulars migrate"`;
    findings.push({ check: "migrations", ok: pending === 0, detail: state });
    const separated = server?.canWrite === false;
    const roles = separated
      ? "the runtime role cannot write the ledger's tables"
      : "the ledger is not protected by privilege: set DATABASE_OWNER_URL to a role of its own";
    findings.push({ check: "roles", ok: separated, detail: roles });
  } catch (error) {
    findings.push({
      check: "database",
      ok: false,
      detail: error instanceof Error ? error.message : String(error),
    });
  } finally {
    await end();
  }
  return findings;
}

/** `regulars doctor`: versions, database, migrations, separation of the roles. Exit code 1 when something is amiss. */
export function addDoctor(program: Command) {
  program
    .command("doctor")
    .description("check this installation")
    .option("--json", "print one JSON value")
    .action(async (options: { json?: boolean }) => {
      const findings = await inspect();
      if (options.json) console.log(JSON.stringify(findings));
      else
        for (const { check, ok, detail } of findings)
          console.log(`${ok ? "ok  " : "FAIL"} ${check}: ${detail}`);
      process.exitCode = findings.every((finding) => finding.ok) ? 0 : 1;
    });
}
