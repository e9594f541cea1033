import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { mails } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { defineQuery } from "@/lib/platform/query";

/** One mail with its text. Throws NOT_FOUND. */
export const getMail = defineQuery({
  name: "outbox.get",
  permission: "outbox.read",
  input: z.strictObject({ mailId: z.uuid() }),
  async run({ db, ctx, input }) {
    const [mail] = await db
      .select({
        id: mails.id,
        recipient: mails.recipient,
        subject: mails.subject,
        text: mails.text,
        createdAt: mails.createdAt,
        sentAt: mails.sentAt,
        error: mails.error,
      })
      .from(mails)
      .where(and(eq(mails.merchantId, ctx.merchantId), eq(mails.id, input.mailId)));
    if (!mail) throw new DomainError("NOT_FOUND");
    return mail;
  },
});
