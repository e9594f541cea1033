import { execFileSync } from "node:child_process";
import { cliArguments, cliEnv, projectNode } from "../../scripts/lib/project.mjs";
import { store } from "./store";

/** Runs the command line on the server's database; gives what it prints. */
export function regulars(args: string[], input = ""): string {
  const env = { ...process.env, ...cliEnv, ...store.env };
  return execFileSync(projectNode(), [...cliArguments, ...args], { env, input, encoding: "utf8" });
}
