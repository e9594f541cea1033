import { randomBytes } from "node:crypto";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { isSigned, sign } from "@/lib/platform/sign";

const PURPOSE = "member-link";

const contentSchema = z.strictObject({
  merchantId: z.uuid(),
  customerId: z.uuid(),
  expiresAt: z.iso.datetime(),
  nonce: z.string(),
});

/**
 * An address that signs a named member in on the store's rewards page: signed, good for one use until it expires.
 * Opening it does nothing yet (mail scanners open links): the page shows a button.
 */
export function memberLink(link: {
  merchant: { id: string; slug: string };
  customerId: string;
  locale: string;
  expiresAt: Date;
}): string {
  const content: z.infer<typeof contentSchema> = {
    merchantId: link.merchant.id,
    customerId: link.customerId,
    expiresAt: link.expiresAt.toISOString(),
    nonce: randomBytes(12).toString("base64url"),
  };
  const body = Buffer.from(JSON.stringify(content)).toString("base64url");
  const url = new URL(`/${link.locale}/r/${link.merchant.slug}/link`, env().APP_URL);
  url.searchParams.set("token", `${body}.${sign(PURPOSE, body)}`);
  return url.toString();
}

/** What a link's token says, if it is ours, for this store, and not expired; null otherwise. */
export function readMemberLink(token: string, at: { merchantId: string; now: Date }) {
  const [body = "", signature = ""] = token.split(".");
  if (!isSigned(PURPOSE, body, signature)) return null;
  const content = contentSchema.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
  const good = content.merchantId === at.merchantId && new Date(content.expiresAt) > at.now;
  return good ? content : null;
}
