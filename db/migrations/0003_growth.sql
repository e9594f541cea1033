CREATE TABLE "referral_links" (
	"code" text PRIMARY KEY NOT NULL,
	"merchant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "referral_links_customer_key" UNIQUE("merchant_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "referral_visits" (
	"merchant_id" uuid NOT NULL,
	"code" text NOT NULL,
	"day" date NOT NULL,
	"visits" integer NOT NULL,
	CONSTRAINT "referral_visits_pkey" PRIMARY KEY("merchant_id","code","day")
);
--> statement-breakpoint
CREATE TABLE "referrals" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"advocate_id" uuid NOT NULL,
	"friend_id" uuid,
	"friend_email" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"offer" jsonb NOT NULL,
	"program_version" integer NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	"order_id" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "referrals_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"merchant_id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"condition" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "segments_pkey" PRIMARY KEY("merchant_id","key")
);
--> statement-breakpoint
CREATE TABLE "subscription_renewals" (
	"merchant_id" uuid NOT NULL,
	"subscription_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"renewed_on" date NOT NULL,
	"renewed_at" timestamp with time zone NOT NULL,
	"customer_id" uuid NOT NULL,
	"plan_key" text NOT NULL,
	"points" bigint NOT NULL,
	"gifts" text[] DEFAULT '{}' NOT NULL,
	"cost_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "subscription_renewals_pkey" PRIMARY KEY("merchant_id","subscription_id","number")
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"plan_key" text NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"renews_on" date,
	"renewals" integer DEFAULT 0 NOT NULL,
	"paused_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"batch_id" uuid,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "subscriptions_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "subscriptions_merchant_external_id_key" UNIQUE("merchant_id","external_id")
);
--> statement-breakpoint
ALTER TABLE "referral_links" ADD CONSTRAINT "referral_links_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_visits" ADD CONSTRAINT "referral_visits_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_advocate_fkey" FOREIGN KEY ("merchant_id","advocate_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_friend_fkey" FOREIGN KEY ("merchant_id","friend_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_renewals" ADD CONSTRAINT "subscription_renewals_subscription_fkey" FOREIGN KEY ("merchant_id","subscription_id") REFERENCES "public"."subscriptions"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "referral_links_created_idx" ON "referral_links" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE INDEX "referral_visits_day_idx" ON "referral_visits" USING btree ("merchant_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_friend_email_key" ON "referrals" USING btree ("merchant_id","friend_email") WHERE state <> 'refused';--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_refused_key" ON "referrals" USING btree ("merchant_id","friend_email","advocate_id","reason") WHERE state = 'refused';--> statement-breakpoint
CREATE INDEX "referrals_claimed_idx" ON "referrals" USING btree ("merchant_id","claimed_at","id");--> statement-breakpoint
CREATE INDEX "referrals_open_idx" ON "referrals" USING btree ("merchant_id","claimed_at") WHERE state = 'claimed';--> statement-breakpoint
CREATE INDEX "referrals_advocate_idx" ON "referrals" USING btree ("merchant_id","advocate_id","claimed_at");--> statement-breakpoint
CREATE INDEX "referrals_friend_idx" ON "referrals" USING btree ("merchant_id","friend_id");--> statement-breakpoint
CREATE INDEX "referrals_order_idx" ON "referrals" USING btree ("merchant_id","order_id") WHERE order_id is not null;--> statement-breakpoint
CREATE INDEX "subscription_renewals_renewed_idx" ON "subscription_renewals" USING btree ("merchant_id","renewed_at");--> statement-breakpoint
CREATE INDEX "subscriptions_customer_idx" ON "subscriptions" USING btree ("merchant_id","customer_id","started_at");--> statement-breakpoint
CREATE INDEX "subscriptions_started_idx" ON "subscriptions" USING btree ("merchant_id","started_at","id");--> statement-breakpoint
CREATE INDEX "subscriptions_due_idx" ON "subscriptions" USING btree ("merchant_id","renews_on") WHERE status = 'active';