CREATE TABLE "simulations" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"days" integer NOT NULL,
	"status" text NOT NULL,
	"days_done" integer DEFAULT 0 NOT NULL,
	"result" jsonb,
	"requested_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "simulations_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
ALTER TABLE "simulations" ADD CONSTRAINT "simulations_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "simulations_created_idx" ON "simulations" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE INDEX "simulations_status_idx" ON "simulations" USING btree ("merchant_id","status","heard_at");