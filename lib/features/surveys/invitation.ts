import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { customers, surveyInvitations, surveyResponses, surveys } from "@/db/schema";
import { DomainError } from "@/lib/domain/errors";
import { tokenHash } from "@/lib/platform/codes";
import type { Ctx } from "@/lib/platform/ctx";

/** The invitation of a token with its survey and the answer given so far. Throws NOT_FOUND for an unknown token. */
export async function loadInvitation(db: Db | Tx, ctx: Ctx, token: string) {
  const [row] = await db
    .select({
      id: surveyInvitations.id,
      surveyId: surveys.id,
      customerId: surveyInvitations.customerId,
      customerExternalId: customers.externalId,
      expiresAt: surveyInvitations.expiresAt,
      status: surveys.status,
      kind: surveys.kind,
      texts: surveys.texts,
      score: surveyResponses.score,
      comment: surveyResponses.comment,
    })
    .from(surveyInvitations)
    .innerJoin(
      surveys,
      and(eq(surveys.merchantId, surveyInvitations.merchantId), eq(surveys.id, surveyInvitations.surveyId)),
    )
    .innerJoin(
      customers,
      and(
        eq(customers.merchantId, surveyInvitations.merchantId),
        eq(customers.id, surveyInvitations.customerId),
      ),
    )
    // The response of an invitation carries its id as external id; that pair is unique.
    .leftJoin(
      surveyResponses,
      and(
        eq(surveyResponses.merchantId, surveyInvitations.merchantId),
        eq(surveyResponses.invitationId, surveyInvitations.id),
      ),
    )
    .where(
      and(
        eq(surveyInvitations.merchantId, ctx.merchantId),
        eq(surveyInvitations.tokenHash, tokenHash(token)),
      ),
    );
  if (!row) throw new DomainError("NOT_FOUND");
  const state = row.status === "closed" ? "closed" : row.expiresAt <= ctx.now ? "expired" : "open";
  return { ...row, state: state as "open" | "closed" | "expired" };
}
