import { newId } from "@/lib/domain/id";
import { memberLink } from "@/lib/features/members";
import { SAMPLE_PASSWORD, type SampleStore, sampleDocument } from "./sample-store";

const window = { from: "2026-01-01", to: "2026-02-01" };
const pageWindow = { ...window, compared: null };
const cost = { date: "2026-01-15", kind: "software", amountMinor: "500", note: "" };
const earningRule = {
  trigger: "order.paid",
  effects: [{ type: "rate", asset: "points", units: 2, perMinor: 100 }],
};
const rewardBody = { kind: "amount_off", price: 100, valueMinor: 500 };
const at = "2026-01-15T12:00:00Z";
const condition = { all: [{ field: "orders", op: "at_least", value: 1 }] };

const aboutCustomer = ({ customerId }: SampleStore) => ({ customerId });
const newStore = () => ({
  slug: `store-${newId()}`,
  name: "New store",
  currency: "GBP",
  timezone: "Europe/London",
  owner: { email: `${newId()}@example.test`, password: SAMPLE_PASSWORD },
});

/**
 * One valid input for every command and query, by its name, naming what is in the given store. With the ids of another
 * store it must find nothing (see registry.it.test.ts).
 */
export const examples: Record<string, (store: SampleStore) => unknown> = {
  "account.change-password": ({ sessionId }) => ({
    currentPassword: SAMPLE_PASSWORD,
    newPassword: "another password",
    keepSessionId: sessionId,
  }),
  "account.end-session": ({ sessionId }) => ({ sessionId }),
  "account.rename": () => ({ name: "Ann" }),
  "audit.list": ({ ownerId }) => ({ subjectId: ownerId }),
  "costs.delete": ({ costId }) => ({ id: costId }),
  "costs.list": () => ({}),
  "costs.record": () => cost,
  "costs.set-margin": () => ({ grossMarginBps: 4000 }),
  "costs.update": ({ costId }) => ({ id: costId, ...cost }),
  "codes.expire": () => ({ before: "2026-01-15" }),
  "customers.get": ({ customerId }) => ({ id: customerId }),
  "customers.history": aboutCustomer,
  "customers.ledger": aboutCustomer,
  "customers.list": ({ customerExternalId }) => ({ search: customerExternalId }),
  "customers.orders": aboutCustomer,
  "customers.survey_answers": aboutCustomer,
  "customers.upsert": ({ customerExternalId }) => ({ externalId: customerExternalId, country: "GB" }),
  "figures.calendar": () => ({}),
  "figures.clv": () => ({ page: pageWindow }),
  "figures.engagement": () => pageWindow,
  "figures.home": () => ({}),
  "figures.metric": () => ({ kpi: "orders", ...window }),
  "figures.nps": () => pageWindow,
  "figures.overview": () => pageWindow,
  "figures.roi": () => pageWindow,
  "day.close": () => ({ date: "2026-01-15", after: null }),
  "imports.costs": ({ batchId }) => ({
    batchId,
    facts: [{ externalId: `cost-${batchId}`, ...cost }],
  }),
  "imports.customers": ({ batchId, customerExternalId }) => ({
    batchId,
    facts: [{ externalId: customerExternalId, country: "GB" }],
  }),
  "imports.errors": ({ batchId }) => ({ batchId }),
  "imports.get": ({ batchId }) => ({ batchId }),
  "imports.list": () => ({}),
  "imports.finish": ({ batchId }) => ({ batchId }),
  "imports.start": () => ({ kind: "orders", files: ["a.csv"], fingerprint: "1".repeat(64) }),
  "imports.surveys": ({ batchId, customerExternalId }) => ({
    batchId,
    facts: [
      {
        externalId: `answer-${batchId}`,
        customerExternalId,
        answeredAt: at,
        kind: "nps",
        score: 9,
        comment: null,
      },
    ],
  }),
  "ledger.reverse": ({ transactionId }) => ({ transactionId, note: "a mistake" }),
  "ledger.verify": () => ({}),
  "lots.expire": () => ({ before: "2020-01-01" }),
  "lots.list": aboutCustomer,
  "members.activity": () => ({}),
  "members.code": ({ redemptionId }) => ({ redemptionId }),
  "members.home": () => ({}),
  "members.join": () => ({}),
  "members.request-code": () => ({ email: `${newId()}@example.test`, locale: "en" }),
  "members.sign-in-by-link": ({ merchantId, slug, customerId }) => ({
    token: new URL(
      memberLink({
        merchant: { id: merchantId, slug },
        customerId,
        locale: "en",
        expiresAt: new Date("2100-01-01"),
      }),
    ).searchParams.get("token"),
  }),
  "members.sign-out": () => ({ token: "none" }),
  "members.storefront": () => ({}),
  "members.update-preferences": () => ({ name: "Ann", acceptsMarketing: false }),
  "members.verify-code": () => ({ email: "nobody@example.test", code: "000000", locale: "en" }),
  "merchant.create": newStore,
  "merchant.get": () => ({}),
  "merchant.rename": () => ({ name: "Another name" }),
  "merchant.set-up": newStore,
  "orders.record": ({ customerExternalId, orderExternalId }) => ({
    facts: [
      {
        kind: "order",
        order: { externalId: `new-${orderExternalId}`, customerExternalId, placedAt: at, totalMinor: "1000" },
      },
    ],
  }),
  "outbox.get": ({ mailId }) => ({ mailId }),
  "outbox.list": () => ({}),
  "points.adjust": ({ customerId }) => ({ customerId, amount: "10", reason: "goodwill" }),
  "program.discard_draft": ({ draftRevision: revision }) => ({ revision }),
  "program.draft": () => ({}),
  "program.draft_changes": () => ({}),
  "program.tier-names": () => ({}),
  "program.move_item": ({ draftRevision: revision }) => ({
    revision,
    list: "earningRules",
    key: "welcome",
    by: -1,
  }),
  "program.publish_document": () => ({ document: sampleDocument }),
  "program.publish_draft": ({ draftRevision: revision }) => ({ revision }),
  "program.pull": () => ({}),
  "program.remove_item": ({ draftRevision: revision }) => ({ revision, list: "rewards", key: "five-off" }),
  "program.restore_version": ({ draftRevision: revision }) => ({ revision, number: 1 }),
  "program.reward_stock": () => ({}),
  "program.save_draft": ({ draftRevision: revision }) => ({ revision, document: sampleDocument }),
  "program.save_earning_rule": ({ draftRevision: revision }) => ({
    revision,
    key: "purchase",
    rule: earningRule,
  }),
  "program.save_expiry": ({ draftRevision: revision }) => ({ revision, expiry: { type: "none" } }),
  "program.save_referral": ({ draftRevision: revision }) => ({ revision, referral: null }),
  "program.save_plan": ({ draftRevision: revision }) => ({
    revision,
    key: null,
    plan: { interval: { unit: "month" } },
  }),
  "program.save_reward": ({ draftRevision: revision }) => ({ revision, key: "five-off", reward: rewardBody }),
  "program.save_tiers": ({ draftRevision: revision }) => ({ revision, ladder: sampleDocument.tiers }),
  "program.switch_item": ({ draftRevision: revision }) => ({
    revision,
    list: "rewards",
    key: "five-off",
    active: false,
  }),
  "program.take_effect": () => ({}),
  "program.tier_distribution": () => ({}),
  "program.version": () => ({ number: 1 }),
  "program.versions": () => ({}),
  "redemptions.list": aboutCustomer,
  "rewards.cancel": ({ redemptionId }) => ({ redemptionId }),
  "rewards.cancel-own": ({ redemptionId }) => ({ redemptionId }),
  "rewards.redeem": ({ customerId }) => ({ customerId, rewardKey: "five-off" }),
  "rewards.redeem-own": () => ({ rewardKey: "five-off" }),
  "segments.add_ready_made": () => ({}),
  "segments.delete": ({ segmentKey: key }) => ({ key }),
  "segments.explain": ({ customerExternalId }) => ({ condition, customer: customerExternalId }),
  "segments.get": ({ segmentKey: key }) => ({ key }),
  "segments.list": () => ({}),
  "segments.members": ({ customerId: after }) => ({ condition, after }),
  "segments.names": () => ({}),
  "segments.options": () => ({}),
  "segments.preview": () => ({ condition }),
  "segments.save": ({ segmentKey: key }) => ({ key, name: "Loyal", condition }),
  "surveys.answer": ({ surveySecret }) => ({ token: surveySecret, score: 9 }),
  "surveys.create": () => ({ name: "Spring" }),
  "surveys.get": ({ surveyId }) => ({ surveyId }),
  "surveys.invitation": ({ surveySecret }) => ({ token: surveySecret }),
  "surveys.invite": ({ surveyId, customerExternalId }) => ({ surveyId, customer: customerExternalId }),
  "surveys.list": () => ({}),
  "surveys.set-status": ({ surveyId }) => ({ surveyId, status: "closed" }),
  "team.add-member": () => ({
    email: `${newId()}@example.test`,
    name: "Bo",
    role: "analyst",
    password: SAMPLE_PASSWORD,
  }),
  "team.change-role": ({ colleagueId }) => ({ userId: colleagueId, role: "analyst" }),
  "team.list-members": () => ({}),
  "team.remove-member": ({ colleagueId }) => ({ userId: colleagueId }),
};
