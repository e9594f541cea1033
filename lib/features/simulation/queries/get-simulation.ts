import { and, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "@/db/client";
import { customers, simulations } from "@/db/schema";
import { diffPrograms } from "@/lib/domain/program/diff";
import type { ProgramDocument } from "@/lib/domain/program/schema";
import type { MemberOutcome, SimulationResult } from "@/lib/domain/program/simulation";
import { getDraft } from "@/lib/features/programs";
import type { Ctx } from "@/lib/platform/ctx";
import { identified } from "@/lib/platform/mask";
import { defineQuery, read } from "@/lib/platform/query";

/** A member of the examples, with a name as the reader may see it. */
export type NamedOutcome = MemberOutcome & { name: string };

export type SimulationView = {
  id: string;
  status: (typeof simulations.$inferSelect)["status"];
  days: number;
  daysDone: number;
  /** Whether the draft says something else than what was played. */
  isOutdated: boolean;
  createdAt: Date;
  document: ProgramDocument;
  result: (Omit<SimulationResult, "examples"> & { examples: NamedOutcome[] }) | null;
};

async function nameExamples(db: Db | Tx, ctx: Ctx, examples: MemberOutcome[]): Promise<NamedOutcome[]> {
  const ids = examples.map(({ customerId }) => customerId);
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: customers.id,
      externalId: customers.externalId,
      name: customers.name,
      email: customers.email,
    })
    .from(customers)
    .where(and(eq(customers.merchantId, ctx.merchantId), inArray(customers.id, ids)));
  const names = new Map(
    rows.map((row) => {
      const { name, email } = identified(ctx.actor, row);
      return [row.id, name || email || row.externalId];
    }),
  );
  return examples.map((one) => ({ ...one, name: names.get(one.customerId) ?? one.customerId }));
}

/** The last dry run of the store, how far it is and what came out; null before the first. */
export const getLatestSimulation = defineQuery({
  name: "simulation.latest",
  permission: "program.read",
  input: z.strictObject({}),
  async run({ db, ctx }): Promise<SimulationView | null> {
    const [row] = await db
      .select({
        id: simulations.id,
        status: simulations.status,
        days: simulations.days,
        daysDone: simulations.daysDone,
        createdAt: simulations.createdAt,
        document: simulations.document,
        result: simulations.result,
      })
      .from(simulations)
      .where(eq(simulations.merchantId, ctx.merchantId))
      .orderBy(desc(simulations.createdAt))
      .limit(1);
    if (!row) return null;
    const { result, ...run } = row;
    const draft = await read(ctx, getDraft, {});
    return {
      ...run,
      isOutdated: diffPrograms(run.document, draft.document).length > 0,
      result: result && { ...result, examples: await nameExamples(db, ctx, result.examples) },
    };
  },
});
