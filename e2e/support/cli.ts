import { execFileSync } from "node:child_process";
import { addDays, localDateOf } from "@/lib/domain/time";
import { cliArguments, cliEnv, projectNode } from "../../scripts/lib/project.mjs";
import { store } from "./store";

/** Runs the command line on the server's database; gives what it prints. */
export function regulars(args: string[], input = ""): string {
  const env = { ...process.env, ...cliEnv, ...store.env };
  return execFileSync(projectNode(), [...cliArguments, ...args], { env, input, encoding: "utf8" });
}

const storeZone = "Europe/London";

/** The store's date so many days after today. */
export function dayAhead(days: number): string {
  return addDays(localDateOf(new Date(), storeZone), days);
}

type Day = { days: number; subscriptionsRenewed: number; referralsRewarded: number };

/** Moves the store's clock: does the work of each midnight up to the one that begins `until`. It never goes back. */
export function runDays(until: string): Day {
  const args = ["run-day", "--merchant", store.merchant, "--until", until, "--simulate-clock", "--json"];
  return JSON.parse(regulars(args));
}

/** A figure of the last `days` days, today included, as the command line gives it. */
export function metric(kpi: string, days: number, segment?: string): number {
  const window = ["--from", dayAhead(1 - days), "--to", dayAhead(1)];
  const of = segment ? ["--segment", segment] : [];
  const answer = regulars(["metrics", kpi, "--merchant", store.merchant, ...window, ...of, "--json"]);
  return Number(JSON.parse(answer).value);
}
