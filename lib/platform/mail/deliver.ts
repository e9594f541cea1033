import { and, asc, eq, isNull, notInArray } from "drizzle-orm";
import { createTransport, type Transporter } from "nodemailer";
import type { Db } from "@/db/client";
import { mails, merchants } from "@/db/schema";
import { env } from "../env";

/** Whether mails leave this installation; without a server they stay in the outbox. */
export const hasMailServer = (): boolean => env().SMTP_URL !== undefined;

/** What nodemailer calls a fault of the one mail; any other (no connection, no sign-in) is of them all. */
const ofOneMail = ["EENVELOPE", "EMESSAGE"];

/** The server's no to one mail: for good (5xx, or nobody to send it to), or for now (4xx). */
function refusalOf(error: unknown): { reason: string; lasting: boolean } | null {
  if (!(error instanceof Error && "code" in error && ofOneMail.includes(String(error.code)))) return null;
  const forNow = "responseCode" in error && Number(error.responseCode) < 500;
  return { reason: error.message, lasting: !forNow };
}

type Delivery = { id: string; outcome: "sent" | "rejected" | "waits" };

/**
 * Sends the oldest waiting mail of a store, but those to be left for later, under its row lock, so that two workers
 * never send it twice.
 */
async function sendNext(
  db: Db,
  transport: Transporter,
  merchantId: string,
  later: string[],
): Promise<Delivery | null> {
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
      .where(
        and(
          eq(mails.merchantId, merchantId),
          isNull(mails.sentAt),
          isNull(mails.error),
          notInArray(mails.id, later),
        ),
      )
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
      return { id, outcome: "sent" };
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      if (!refusal.lasting) return { id, outcome: "waits" };
      await settle({ error: refusal.reason });
      return { id, outcome: "rejected" };
    }
  });
}

/**
 * Sends what waits in the outbox of every store; the worker calls it. Does nothing without `SMTP_URL`. A mail the
 * server refuses for good keeps the reason and is not tried again; one it refuses for now waits for the next turn and
 * holds up no other. Any other failure throws, and all wait.
 */
export async function sendPendingMails(db: Db): Promise<{ sent: number; rejected: number }> {
  const counts = { sent: 0, rejected: 0 };
  const server = env().SMTP_URL;
  if (!server) return counts;
  const transport = createTransport(server, { from: env().MAIL_FROM });
  try {
    for (const { id } of await db.select({ id: merchants.id }).from(merchants)) {
      const later: string[] = [];
      for (let done = await sendNext(db, transport, id, later); done; ) {
        if (done.outcome === "waits") later.push(done.id);
        else counts[done.outcome] += 1;
        done = await sendNext(db, transport, id, later);
      }
    }
    return counts;
  } finally {
    transport.close();
  }
}
