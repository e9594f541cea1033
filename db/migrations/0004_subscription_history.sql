CREATE TABLE "subscription_changes" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subscription_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"status" text NOT NULL,
	"plan_key" text NOT NULL,
	CONSTRAINT "subscription_changes_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "anchor_on" date NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "told" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "shop_updated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "subscription_changes" ADD CONSTRAINT "subscription_changes_subscription_fkey" FOREIGN KEY ("merchant_id","subscription_id") REFERENCES "public"."subscriptions"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "subscription_changes_subscription_idx" ON "subscription_changes" USING btree ("merchant_id","subscription_id","at");--> statement-breakpoint
CREATE INDEX "subscription_changes_customer_idx" ON "subscription_changes" USING btree ("merchant_id","customer_id");