import { defineCommand } from "@/lib/platform/command";
import { publish } from "../publish";
import { publishDocumentSchema } from "../schema";

/**
 * Publishes a whole document as the next version, now or from a time on; the draft is left alone.
 * Throws VALIDATION with one message per field, PRECONDITION for a time in the past after which something happened.
 */
export const publishDocument = defineCommand({
  name: "program.publish_document",
  permission: "program.publish",
  input: publishDocumentSchema,
  run: ({ tx, ctx, input }) => publish(tx, ctx, input),
});
