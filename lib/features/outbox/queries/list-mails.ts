import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { mails } from "@/db/schema";
import { cursorInput, keyset } from "@/lib/platform/keyset";
import { defineQuery } from "@/lib/platform/query";

const PAGE_SIZE = 50;

/** The mails of the store, newest first. */
export const listMails = defineQuery({
  name: "outbox.list",
  permission: "outbox.read",
  input: z.strictObject({ cursor: cursorInput }),
  async run({ db, ctx, input }) {
    const order = { value: mails.createdAt, type: "timestamptz" as const, id: mails.id };
    const paging = keyset(order, input.cursor, PAGE_SIZE);
    const rows = await db
      .select({
        id: mails.id,
        cursorKey: paging.cursorKey,
        recipient: mails.recipient,
        subject: mails.subject,
        createdAt: mails.createdAt,
        sentAt: mails.sentAt,
        error: mails.error,
      })
      .from(mails)
      .where(and(eq(mails.merchantId, ctx.merchantId), paging.where))
      .orderBy(...paging.orderBy)
      .limit(paging.limit);
    return paging.page(rows);
  },
});

export type MailRow = Awaited<ReturnType<typeof listMails.run>>["rows"][number];
