import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mails, surveyInvitations, surveyResponses } from "@/db/schema";
import { newId } from "@/lib/domain/id";
import { execute } from "@/lib/platform/command";
import { read } from "@/lib/platform/query";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { makeStore, type TestStore } from "@/lib/testing/loyalty-store";
import {
  answerSurvey,
  createInvitation,
  createSurvey,
  getInvitation,
  getSurvey,
  listSurveys,
  setSurveyStatus,
} from ".";

const NOON = new Date("2026-03-10T12:00:00Z");
const daysLater = (days: number) => new Date(NOON.getTime() + days * 86_400_000);

let database: TestDatabase;
let store: TestStore;
let other: TestStore;

beforeAll(async () => {
  database = await testDatabase();
  store = await makeStore(database);
  other = await makeStore(database);
});
afterAll(() => database.drop());

const marketer = () =>
  store.as({ type: "staff", userId: newId(), role: "marketer", email: "m@x.test" }, NOON);
const visitor = (now = NOON, at = store) => at.as({ type: "visitor" }, now);

async function newSurvey(kind = "nps"): Promise<string> {
  const texts = { ja: { question: "いかがでしたか" } };
  return (await execute(marketer(), createSurvey, { name: "Spring", kind, texts })).surveyId;
}

/** Invites a new customer and gives the token of the link. */
async function invite(surveyId: string, customer: Parameters<TestStore["addMember"]>[0] = {}) {
  const customerId = await store.addMember(customer);
  const externalId = customer.externalId ?? customerId;
  const sent = await execute(marketer(), createInvitation, { surveyId, customer: externalId });
  const [slug, token = ""] = (sent.url.split("/s/")[1] ?? "").split(".");
  return { ...sent, customerId, slug, token };
}

const answer = (token: string, score: number, comment = "", now = NOON) =>
  execute(visitor(now), answerSurvey, { token, score, comment });

const rowsOf = (invitationId: string) =>
  database.owner
    .select({ score: surveyResponses.score, comment: surveyResponses.comment })
    .from(surveyResponses)
    .where(
      and(eq(surveyResponses.merchantId, store.merchantId), eq(surveyResponses.externalId, invitationId)),
    );

describe("an invitation", () => {
  test("is a link that names the store, whose secret part is kept as a hash only", async () => {
    const { token, slug, invitationId } = await invite(await newSurvey());
    expect(slug).toBe(store.slug);
    const [kept] = await database.owner
      .select({ hash: surveyInvitations.tokenHash })
      .from(surveyInvitations)
      .where(eq(surveyInvitations.id, invitationId));
    expect(kept?.hash).not.toContain(token);
  });

  test("goes by mail in the customer's language, with the survey's own question", async () => {
    const { mailed, url } = await invite(await newSurvey(), { email: "ken@example.jp", locale: "ja" });
    expect(mailed).toBe(true);
    const [mail] = await database.owner
      .select({ text: mails.text, html: mails.html })
      .from(mails)
      .where(eq(mails.recipient, "ken@example.jp"));
    expect(mail?.text).toContain("いかがでしたか");
    expect(mail?.html).toContain(url);
    expect(url).toContain("/ja/s/");
  });

  test("needs a customer of the store and an open survey", async () => {
    const surveyId = await newSurvey();
    await expect(
      execute(marketer(), createInvitation, { surveyId, customer: "nobody" }),
    ).rejects.toMatchObject({ reason: "customer_unknown" });
    await execute(marketer(), setSurveyStatus, { surveyId, status: "closed" });
    await expect(invite(surveyId)).rejects.toMatchObject({ reason: "survey_closed" });
  });

  test("can be made by marketing, not by support or an analyst", async () => {
    const surveyId = await newSurvey();
    for (const role of ["support", "analyst"] as const) {
      const ctx = store.as({ type: "staff", userId: newId(), role, email: "s@x.test" });
      await expect(execute(ctx, createInvitation, { surveyId, customer: "anybody" })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
  });
});

describe("an answer", () => {
  test("is recorded once for each invitation; answering again changes it", async () => {
    const { token, invitationId } = await invite(await newSurvey());
    expect(await answer(token, 10, "good")).toEqual({ group: "promoter" });
    expect(await answer(token, 4, "now less so")).toEqual({ group: "detractor" });
    expect(await rowsOf(invitationId)).toEqual([{ score: 4, comment: "now less so" }]);
    expect((await read(visitor(), getInvitation, { token })).answer).toEqual({
      score: 4,
      comment: "now less so",
    });
  });

  test("is one row also when it is sent ten times at once", async () => {
    const { token, invitationId } = await invite(await newSurvey());
    await Promise.all(Array.from({ length: 10 }, (_, score) => answer(token, score)));
    expect(await rowsOf(invitationId)).toHaveLength(1);
  });

  test("is not recorded by looking", async () => {
    const { token, invitationId } = await invite(await newSurvey());
    expect(await read(visitor(), getInvitation, { token })).toMatchObject({ state: "open", answer: null });
    expect(await rowsOf(invitationId)).toEqual([]);
  });

  test.each([
    ["nps", -1],
    ["nps", 11],
    ["csat", 0],
    ["csat", 6],
    ["ces", 8],
  ])("off the scale of %s (%i) is refused", async (kind, score) => {
    const { token } = await invite(await newSurvey(kind));
    await expect(answer(token, score)).rejects.toMatchObject({ code: "VALIDATION" });
  });

  test("is refused for a wrong token, in another store, after 30 days, and after closing", async () => {
    const surveyId = await newSurvey();
    const { token } = await invite(surveyId);
    await expect(answer(`${token}x`, 9)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(execute(visitor(NOON, other), answerSurvey, { token, score: 9 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(answer(token, 9, "", daysLater(30))).rejects.toMatchObject({ reason: "invitation_expired" });
    expect((await read(visitor(daysLater(30)), getInvitation, { token })).state).toBe("expired");
    await execute(marketer(), setSurveyStatus, { surveyId, status: "closed" });
    await expect(answer(token, 9)).rejects.toMatchObject({ reason: "survey_closed" });
    await execute(marketer(), setSurveyStatus, { surveyId, status: "open" });
    await expect(answer(token, 9)).resolves.toEqual({ group: "promoter" });
  });
});

describe("results", () => {
  test("count the groups, the rate of answers, and show comments masked to an analyst", async () => {
    const surveyId = await newSurvey();
    const [a, b, c] = [
      await invite(surveyId, { name: "Ada Byron", email: "ada@example.com" }),
      await invite(surveyId),
      await invite(surveyId),
    ];
    await invite(surveyId);
    await answer(a.token, 9, "lovely");
    await answer(b.token, 8);
    await answer(c.token, 10);
    const result = await read(marketer(), getSurvey, { surveyId });
    expect(result).toMatchObject({
      invitations: 4,
      result: { answers: 3, groups: { promoters: 2, passives: 1, detractors: 0 } },
      comments: [{ comment: "lovely", name: "Ada Byron", score: 9 }],
    });
    expect(result.result.figure.value).toBeCloseTo(66.7, 1);
    const analyst = store.as({ type: "staff", userId: newId(), role: "analyst", email: "a@x.test" });
    expect((await read(analyst, getSurvey, { surveyId })).comments[0]?.name).toBe("A••• B•••");
    const row = (await read(marketer(), listSurveys, {})).find((survey) => survey.id === surveyId);
    expect(row).toMatchObject({ invitations: 4, responses: 3, responseRate: 0.75 });
  });

  test("of another store are not there", async () => {
    const surveyId = await newSurvey();
    const stranger = other.as({ type: "staff", userId: newId(), role: "owner", email: "o@x.test" });
    await expect(read(stranger, getSurvey, { surveyId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await read(stranger, listSurveys, {})).toEqual([]);
  });
});
