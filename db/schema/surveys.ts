import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { surveyKinds } from "@/lib/domain/surveys/scale";
import { instant, merchantId } from "./columns";
import { customers } from "./customers";
import { merchants } from "./merchants";

export { surveyKinds };

export const surveys = pgTable(
  "surveys",
  {
    merchantId: merchantId().references(() => merchants.id),
    id: uuid("id").notNull(),
    kind: text("kind", { enum: surveyKinds }).notNull(),
    name: text("name").notNull(),
    /** Texts per language: question, follow-up and thank-you by group. */
    texts: jsonb("texts").$type<Record<string, Record<string, string>>>().notNull().default({}),
    status: text("status", { enum: ["open", "closed"] }).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ name: "surveys_pkey", columns: [t.merchantId, t.id] })],
);

/** One customer's invitation: the token in the link is the only key to answer; its hash is kept. */
export const surveyInvitations = pgTable(
  "survey_invitations",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    surveyId: uuid("survey_id").notNull(),
    customerId: uuid("customer_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "survey_invitations_pkey", columns: [t.merchantId, t.id] }),
    unique("survey_invitations_token_key").on(t.merchantId, t.tokenHash),
    foreignKey({
      name: "survey_invitations_survey_fkey",
      columns: [t.merchantId, t.surveyId],
      foreignColumns: [surveys.merchantId, surveys.id],
    }),
    foreignKey({
      name: "survey_invitations_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
  ],
);

export const surveyResponses = pgTable(
  "survey_responses",
  {
    merchantId: merchantId(),
    id: uuid("id").notNull(),
    externalId: text("external_id").notNull(),
    surveyId: uuid("survey_id"),
    invitationId: uuid("invitation_id"),
    customerId: uuid("customer_id"),
    kind: text("kind", { enum: surveyKinds }).notNull(),
    score: integer("score").notNull(),
    comment: text("comment"),
    answeredAt: instant("answered_at").notNull(),
    batchId: uuid("batch_id"),
  },
  (t) => [
    primaryKey({ name: "survey_responses_pkey", columns: [t.merchantId, t.id] }),
    unique("survey_responses_external_id_key").on(t.merchantId, t.externalId),
    foreignKey({
      name: "survey_responses_customer_fkey",
      columns: [t.merchantId, t.customerId],
      foreignColumns: [customers.merchantId, customers.id],
    }),
    index("survey_responses_answered_idx").on(t.merchantId, t.kind, t.answeredAt),
    index("survey_responses_customer_idx").on(t.merchantId, t.customerId, t.answeredAt),
  ],
);
