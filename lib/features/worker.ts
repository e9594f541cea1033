import { db } from "@/db/client";
import { runDueDays } from "@/lib/features/day";
import { followStartedVersions } from "@/lib/features/programs";
import { runQueuedSimulations } from "@/lib/features/simulation";
import { env } from "@/lib/platform/env";
import { type Job, startJobs } from "@/lib/platform/jobs/worker";
import { log } from "@/lib/platform/log";
import { sendPendingMails } from "@/lib/platform/mail";

const jobs: Job[] = [
  // hourly, because each store has a midnight of its own
  { queue: "day.run", cron: "2 * * * *", run: () => runDueDays(db()) },
  {
    queue: "mail.send",
    cron: "* * * * *",
    run: async () => {
      await sendPendingMails(db());
    },
  },
  { queue: "program.start", cron: "* * * * *", run: (now) => followStartedVersions(db(), now) },
  { queue: "simulation.run", cron: "* * * * *", run: () => runQueuedSimulations(db()) },
];

/** Starts the background jobs of this process, unless WORKER=off; without waiting, and never failing its caller. */
export function startWorker(): void {
  if (env().WORKER === "off") return;
  startJobs(env().DATABASE_URL, jobs).catch((err: unknown) =>
    log().error({ err }, "the worker could not start"),
  );
}
