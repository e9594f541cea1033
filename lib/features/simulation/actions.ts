"use server";

import { after } from "next/server";
import { db } from "@/db/client";
import { staffAction } from "@/lib/platform/action";
import { cancelSimulation } from "./commands/cancel-simulation";
import { startSimulation } from "./commands/start-simulation";
import { runQueuedSimulations } from "./run-queued";

export const cancelSimulationAction = staffAction(cancelSimulation);
const start = staffAction(startSimulation);

/** Asks for a dry run and begins it behind the answer; should this process die, a worker takes it up again. */
export async function startSimulationAction(slug: string, raw: unknown, key?: string) {
  const answer = await start(slug, raw, key);
  if (answer.ok) after(() => runQueuedSimulations(db()));
  return answer;
}
