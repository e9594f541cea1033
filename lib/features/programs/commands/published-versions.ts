import { and, eq, gt } from "drizzle-orm";
import { notCancelled, programVersions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineCommand } from "@/lib/platform/command";
import { lockPrograms } from "../merchant";
import { publish, timeToCome } from "../publish";
import { rollBackSchema, versionNumberSchema } from "../schema";

/**
 * Publishes the document of an older version again, as the next version, at once or at a time to come. What was earned
 * meanwhile stays as it is; the draft is left alone. Throws NOT_FOUND, PRECONDITION for a version that was never
 * in force, VALIDATION for a time that does not exist or has passed.
 */
export const rollBack = defineCommand({
  name: "program.roll_back",
  permission: "program.publish",
  input: rollBackSchema,
  async run({ tx, ctx, input: { number, note, at } }) {
    const [version] = await tx
      .select({
        document: programVersions.document,
        effectiveFrom: programVersions.effectiveFrom,
        cancelledAt: programVersions.cancelledAt,
      })
      .from(programVersions)
      .where(and(eq(programVersions.merchantId, ctx.merchantId), eq(programVersions.number, number)));
    if (!version) throw new DomainError("NOT_FOUND");
    if (version.cancelledAt) throw new DomainError("PRECONDITION", "version_cancelled");
    if (version.effectiveFrom > ctx.now) throw new DomainError("PRECONDITION", "version_not_in_force");
    const { document } = version;
    return publish(tx, ctx, { document, note, effectiveFrom: timeToCome(at, document.timezone, ctx.now) });
  },
});

/**
 * Takes back a version that was to take effect later; it stays in the list, to be read and copied to the draft. Throws
 * PRECONDITION when it is in force or cancelled already, or NOT_FOUND.
 */
export const cancelScheduledVersion = defineCommand({
  name: "program.cancel_scheduled",
  permission: "program.publish",
  input: versionNumberSchema,
  async run({ tx, ctx, input: { number } }) {
    await lockPrograms(tx, ctx);
    const ofNumber = and(eq(programVersions.merchantId, ctx.merchantId), eq(programVersions.number, number));
    const [cancelled] = await tx
      .update(programVersions)
      .set({ cancelledAt: ctx.now })
      .where(and(ofNumber, notCancelled, gt(programVersions.effectiveFrom, ctx.now)))
      .returning({ effectiveFrom: programVersions.effectiveFrom });
    if (!cancelled) {
      const [known] = await tx
        .select({ cancelledAt: programVersions.cancelledAt })
        .from(programVersions)
        .where(ofNumber);
      if (!known) throw new DomainError("NOT_FOUND");
      throw new DomainError("PRECONDITION", known.cancelledAt ? "version_cancelled" : "version_in_force");
    }
    return {
      result: { number },
      audit: [
        {
          action: "program.cancel_scheduled",
          subjectType: "program",
          subjectId: String(number),
          before: cancelled,
        },
      ],
    };
  },
});
