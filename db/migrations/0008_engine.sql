CREATE TABLE "badges_earned" (
	"merchant_id" uuid NOT NULL,
	"badge_key" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"earned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "badges_earned_pkey" PRIMARY KEY("merchant_id","badge_key","customer_id")
);
--> statement-breakpoint
CREATE TABLE "challenge_completions" (
	"merchant_id" uuid NOT NULL,
	"challenge_key" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"completed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "challenge_completions_pkey" PRIMARY KEY("merchant_id","challenge_key","customer_id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"type" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"batch_id" uuid,
	CONSTRAINT "events_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "events_merchant_external_id_key" UNIQUE("merchant_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "segment_entries" (
	"merchant_id" uuid NOT NULL,
	"segment_key" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"entered_on" date NOT NULL,
	CONSTRAINT "segment_entries_pkey" PRIMARY KEY("merchant_id","segment_key","customer_id")
);
--> statement-breakpoint
CREATE TABLE "claw_backs" (
	"merchant_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"award_transaction_id" uuid NOT NULL,
	"units" bigint NOT NULL,
	"voided" bigint DEFAULT 0 NOT NULL,
	"expired_counted" bigint DEFAULT 0 NOT NULL,
	"undone" boolean DEFAULT false NOT NULL,
	CONSTRAINT "claw_backs_pkey" PRIMARY KEY("merchant_id","transaction_id")
);
--> statement-breakpoint
ALTER TABLE "awards" ALTER COLUMN "order_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "lots" ALTER COLUMN "available_from" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "tier_review_on" date;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "tier_grace_until" date;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "tier_floor" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "birthday_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "leaderboard_name" text;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "occurred_at" timestamp with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "awards" ADD COLUMN "lines" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "is_pending" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "awaits" text;--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "void_on" date;--> statement-breakpoint
ALTER TABLE "lots" ADD COLUMN "slides" jsonb;--> statement-breakpoint
ALTER TABLE "redemptions" ADD COLUMN "reserved_for" text;--> statement-breakpoint
ALTER TABLE "redemptions" ADD COLUMN "reserved_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "badges_earned" ADD CONSTRAINT "badges_earned_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge_completions" ADD CONSTRAINT "challenge_completions_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_entries" ADD CONSTRAINT "segment_entries_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claw_backs" ADD CONSTRAINT "claw_backs_transaction_fkey" FOREIGN KEY ("merchant_id","transaction_id") REFERENCES "public"."ledger_transactions"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claw_backs" ADD CONSTRAINT "claw_backs_award_fkey" FOREIGN KEY ("merchant_id","award_transaction_id") REFERENCES "public"."awards"("merchant_id","transaction_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "badges_earned_customer_idx" ON "badges_earned" USING btree ("merchant_id","customer_id");--> statement-breakpoint
CREATE INDEX "challenge_completions_customer_idx" ON "challenge_completions" USING btree ("merchant_id","customer_id");--> statement-breakpoint
CREATE INDEX "events_merchant_customer_idx" ON "events" USING btree ("merchant_id","customer_id","type","occurred_at");--> statement-breakpoint
CREATE INDEX "events_merchant_occurred_idx" ON "events" USING btree ("merchant_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "claw_backs_award_idx" ON "claw_backs" USING btree ("merchant_id","award_transaction_id");--> statement-breakpoint
CREATE INDEX "customers_tier_review_idx" ON "customers" USING btree ("merchant_id","tier_review_on") WHERE tier_review_on is not null;--> statement-breakpoint
CREATE INDEX "customers_birthday_idx" ON "customers" USING btree ("merchant_id",extract(month from "birthday"),extract(day from "birthday")) WHERE birthday is not null;--> statement-breakpoint
CREATE INDEX "awards_rule_idx" ON "awards" USING btree ("merchant_id","customer_id","rule_key","occurred_at");--> statement-breakpoint
CREATE INDEX "lots_activation_idx" ON "lots" USING btree ("merchant_id","available_from") WHERE remaining > 0 and is_pending;--> statement-breakpoint
CREATE INDEX "lots_void_idx" ON "lots" USING btree ("merchant_id","void_on") WHERE remaining > 0 and is_pending and void_on is not null;