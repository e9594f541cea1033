import type { Tx } from "@/db/client";
import { mails } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import type { Ctx } from "../ctx";

export type Mail = { to: string; template: string; subject: string; text: string; html: string };

/**
 * Writes a mail with the change it tells of. A job sends it when a mail server is set (`SMTP_URL`); without one it
 * stays in the outbox for the owner to read.
 */
export async function sendMail(tx: Tx, ctx: Ctx, { to, ...mail }: Mail): Promise<void> {
  await tx
    .insert(mails)
    .values({ merchantId: ctx.merchantId, id: newId(), recipient: to, createdAt: ctx.now, ...mail });
}
