import { z } from "zod";

/** An empty name takes the member off the leaderboard. */
export const leaderboardNameSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .max(40, "too_long")
    .transform((name) => name.replace(/\s+/g, " ")),
});
