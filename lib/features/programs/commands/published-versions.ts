import { and, eq, gt } from "drizzle-orm";
import { programVersions } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineCommand } from "@/lib/platform/command";
import { lockPrograms } from "../merchant";
import { publish, timeToCome } from "../publish";
import { rollBackSchema, versionNumberSchema } from "../schema";

/**
 * Publishes the document of an older version again, as the next version, at once or at a time to come. What was earned
 * meanwhile stays as it is; the draft is left alone. Throws NOT_FOUND, PRECONDITION for a version that is not yet in
 * force, VALIDATION for a time that does not exist or has passed.
 */
export const rollBack = defineCommand({
  name: "program.roll_back",
  permission: "program.publish",
  input: rollBackSchema,
  async run({ tx, ctx, input: { number, note, at } }) {
    const [version] = await tx
      .select({ document: programVersions.document, effectiveFrom: programVersions.effectiveFrom })
      .from(programVersions)
      .where(and(eq(programVersions.merchantId, ctx.merchantId), eq(programVersions.number, number)));
    if (!version) throw new DomainError("NOT_FOUND");
    if (version.effectiveFrom > ctx.now) throw new DomainError("PRECONDITION", "version_not_in_force");
    const { document } = version;
    return publish(tx, ctx, { document, note, effectiveFrom: timeToCome(at, document.timezone, ctx.now) });
  },
});

/** Takes back a version that was to take effect later. Throws PRECONDITION when it is in force already, or NOT_FOUND. */
export const cancelScheduledVersion = defineCommand({
  name: "program.cancel_scheduled",
  permission: "program.publish",
  input: versionNumberSchema,
  async run({ tx, ctx, input: { number } }) {
    await lockPrograms(tx, ctx);
    const ofNumber = and(eq(programVersions.merchantId, ctx.merchantId), eq(programVersions.number, number));
    const [cancelled] = await tx
      .delete(programVersions)
      .where(and(ofNumber, gt(programVersions.effectiveFrom, ctx.now)))
      .returning({ document: programVersions.document, effectiveFrom: programVersions.effectiveFrom });
    if (!cancelled) {
      const [known] = await tx
        .select({ number: programVersions.number })
        .from(programVersions)
        .where(ofNumber);
      throw known ? new DomainError("PRECONDITION", "version_in_force") : new DomainError("NOT_FOUND");
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
