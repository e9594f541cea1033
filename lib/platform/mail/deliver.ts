import { and, asc, eq, isNull } from "drizzle-orm";
import { createTransport, type Transporter } from "nodemailer";
import type { Db } from "@/db/client";
import { mails, merchants } from "@/db/schema";
import { env } from "../env";

/** Whether mails leave this installation; without a server they stay in the outbox. */
export const hasMailServer = (): boolean => env().SMTP_URL !== undefined;

/** The server's answer was a lasting no (5xx): trying again would only annoy it. */
function isRejection(error: unknown): error is Error & { responseCode: number } {
  return error instanceof Error && "responseCode" in error && Number(error.responseCode) >= 500;
}

/** Sends the oldest waiting mail of a store, under its row lock, so that two workers never send it twice. */
async function sendNext(
  db: Db,
  transport: Transporter,
  merchantId: string,
): Promise<"sent" | "rejected" | null> {
  return db.transaction(async (tx) => {
    const [mail] = await tx
      .select({
        id: mails.id,
        to: mails.recipient,
        subject: mails.subject,
        text: mails.text,
        html: mails.html,
      })
      .from(mails)
      .where(and(eq(mails.merchantId, merchantId), isNull(mails.sentAt), isNull(mails.error)))
      .orderBy(asc(mails.createdAt), asc(mails.id))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!mail) return null;
    const { id, ...message } = mail;
    const settle = (values: { sentAt: Date } | { error: string }) =>
      tx
        .update(mails)
        .set(values)
        .where(and(eq(mails.merchantId, merchantId), eq(mails.id, id)));
    try {
      await transport.sendMail({ from: env().MAIL_FROM, ...message });
      await settle({ sentAt: new Date() });
      return "sent";
    } catch (error) {
      if (!isRejection(error)) throw error;
      await settle({ error: error.message });
      return "rejected";
    }
  });
}

/**
 * Sends what waits in the outbox of every store; the worker calls it. Does nothing without `SMTP_URL`. A mail the
 * server refuses for good keeps the reason and is not tried again; any other failure throws, and the mail waits.
 */
export async function sendPendingMails(db: Db): Promise<{ sent: number; rejected: number }> {
  const counts = { sent: 0, rejected: 0 };
  const server = env().SMTP_URL;
  if (!server) return counts;
  const transport = createTransport(server, { from: env().MAIL_FROM });
  try {
    for (const { id } of await db.select({ id: merchants.id }).from(merchants)) {
      for (let outcome = await sendNext(db, transport, id); outcome; ) {
        counts[outcome] += 1;
        outcome = await sendNext(db, transport, id);
      }
    }
    return counts;
  } finally {
    transport.close();
  }
}
