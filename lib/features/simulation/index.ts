export { cancelSimulation } from "./commands/cancel-simulation";
export { startSimulation } from "./commands/start-simulation";
export { getLatestSimulation, type NamedOutcome, type SimulationView } from "./queries/get-simulation";
export { runQueuedSimulations } from "./run-queued";
export { simulate } from "./simulate";
