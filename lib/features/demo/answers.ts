import { surveyInvitations, surveyResponses, surveys } from "@/db/schema";
import type { Shopper } from "@/db/seed/behaviour";
import { newId } from "@/lib/domain/id";
import type { Ctx } from "@/lib/platform/ctx";
import type { Calendar } from "./facts";
import { inPages } from "./in-pages";

const INVITATION_MS = 30 * 86_400_000;

/** What shoppers answered when they were asked after an order; most of those asked did not. */
export async function addAnswers(
  ctx: Ctx,
  calendar: Calendar,
  shoppers: Shopper[],
  ids: Map<string, string>,
): Promise<{ surveyId: string; answers: number }> {
  const surveyId = newId();
  await ctx.db.insert(surveys).values({
    merchantId: ctx.merchantId,
    id: surveyId,
    kind: "nps",
    name: "After an order",
    status: "open",
    createdAt: calendar.at(0),
  });
  const base = { merchantId: ctx.merchantId, surveyId };
  const invite = (customerId: string, at: Date) => ({
    ...base,
    id: newId(),
    customerId,
    tokenHash: newId(),
    createdAt: at,
    expiresAt: new Date(at.getTime() + INVITATION_MS),
  });
  const asked = shoppers.flatMap(({ person, visits, answers }) => {
    const customerId = ids.get(person.externalId) ?? "";
    const answered = answers.map((answer) => ({
      answer,
      invitation: invite(customerId, calendar.at(answer.day, 9 * 3600)),
    }));
    const silent = visits.filter(
      (visit, i) => i % 4 === 0 && !answers.some(({ day }) => day - visit.day < 13),
    );
    return [
      ...answered,
      ...silent.map((visit) => ({
        answer: null,
        invitation: invite(customerId, calendar.at(visit.day + 5)),
      })),
    ];
  });
  const sent = asked.filter(({ invitation }) => invitation.createdAt < ctx.now);
  const told = sent.flatMap(({ answer, invitation }) => {
    const answeredAt = answer && new Date(invitation.createdAt.getTime() + (answer.score * 53 + 7) * 60_000);
    if (!answer || !answeredAt || answeredAt > ctx.now) return [];
    const { score, comment } = answer;
    const { id: invitationId, customerId } = invitation;
    return [
      {
        ...base,
        id: newId(),
        externalId: invitationId,
        invitationId,
        customerId,
        kind: "nps" as const,
        score,
        comment,
        answeredAt,
      },
    ];
  });
  await inPages(sent, (page) =>
    ctx.db.insert(surveyInvitations).values(page.map(({ invitation }) => invitation)),
  );
  await inPages(told, (page) => ctx.db.insert(surveyResponses).values(page));
  return { surveyId, answers: told.length };
}
