import type { Command } from "commander";
import { createDatabase } from "@/db/client";
import { demoSignIns, seedDemo } from "@/lib/features/demo";
import { memberLink } from "@/lib/features/members";
import { env } from "@/lib/platform/env";
import { printJson } from "../lib/output";
import { progressLine } from "../lib/progress";

const LINK_DAYS = 30;

/** `regulars seed demo`: the demo store, loaded once; prints its sign-ins and a fresh link for one of its members. */
export function addSeed(program: Command) {
  program
    .command("seed")
    .description("made-up data")
    .command("demo")
    .description("load the demo store, if it is not there")
    .option("--json", "print one JSON value")
    .action(async ({ json }: { json?: boolean }) => {
      const { db, end } = createDatabase(env().DATABASE_URL);
      const progress = progressLine();
      try {
        const now = new Date();
        const store = await seedDemo(db, now, (done) =>
          progress.show("Demo store", Math.min(100, Math.round(done * 100)), 100),
        );
        progress.end();
        const link = memberLink({
          merchant: { id: store.merchantId, slug: store.slug },
          customerId: store.memberId,
          locale: "en",
          expiresAt: new Date(now.getTime() + LINK_DAYS * 86_400_000),
        });
        printJson(
          { merchant: store.slug, signIns: demoSignIns, memberLink: link, guestLink: `/en/r/${store.slug}` },
          json,
        );
      } finally {
        await end();
      }
    });
}
