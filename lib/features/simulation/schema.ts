import { z } from "zod";

export const MAX_DAYS = 365;

/** A dry run of the draft as it is at `revision`, on the last so many days. */
export const startSimulationSchema = z.strictObject({
  revision: z.int().min(0),
  days: z.int().min(1).max(MAX_DAYS).default(90),
});
