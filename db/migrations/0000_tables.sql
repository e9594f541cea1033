CREATE TABLE "program_costs" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"date" date NOT NULL,
	"kind" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"note" text,
	"batch_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "program_costs_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "program_costs_external_id_key" UNIQUE("merchant_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "customer_codes" (
	"merchant_id" uuid NOT NULL,
	"email" text NOT NULL,
	"code_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "customer_codes_pkey" PRIMARY KEY("merchant_id","email")
);
--> statement-breakpoint
CREATE TABLE "customer_sessions" (
	"merchant_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "customer_sessions_pkey" PRIMARY KEY("merchant_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"email" text,
	"name" text,
	"birthday" date,
	"country" text,
	"locale" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"accepts_marketing" boolean DEFAULT false NOT NULL,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"enrolled_at" timestamp with time zone,
	"joined_at" timestamp with time zone,
	"blocked_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"orders_count" integer DEFAULT 0 NOT NULL,
	"spend_minor" bigint DEFAULT 0 NOT NULL,
	"points_earned" bigint DEFAULT 0 NOT NULL,
	"first_order_at" timestamp with time zone,
	"last_order_at" timestamp with time zone,
	"tier_key" text,
	"tier_since" timestamp with time zone,
	CONSTRAINT "customers_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "customers_merchant_external_id_key" UNIQUE("merchant_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "import_batches" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"files" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"options" jsonb NOT NULL,
	"status" text NOT NULL,
	"counts" jsonb NOT NULL,
	"cursor" jsonb,
	"started_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "import_batches_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "import_errors" (
	"merchant_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"file" text NOT NULL,
	"line" integer NOT NULL,
	"column" text,
	"reason" text NOT NULL,
	"value" text,
	CONSTRAINT "import_errors_pkey" PRIMARY KEY("merchant_id","batch_id","position")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"merchant_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"external_id" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "import_rows_pkey" PRIMARY KEY("merchant_id","batch_id","position")
);
--> statement-breakpoint
CREATE TABLE "awards" (
	"merchant_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"rule_key" text NOT NULL,
	"program_version" integer NOT NULL,
	"asset" text NOT NULL,
	"units" bigint NOT NULL,
	"basis_minor" bigint NOT NULL,
	"rounding" text NOT NULL,
	"clawed_back" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "awards_pkey" PRIMARY KEY("merchant_id","transaction_id"),
	CONSTRAINT "awards_clawed_back_check" CHECK ("awards"."clawed_back" >= 0 and "awards"."clawed_back" <= "awards"."units")
);
--> statement-breakpoint
CREATE TABLE "deficits" (
	"merchant_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"asset" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"amount" bigint NOT NULL,
	"open" bigint NOT NULL,
	CONSTRAINT "deficits_pkey" PRIMARY KEY("merchant_id","transaction_id"),
	CONSTRAINT "deficits_open_check" CHECK ("deficits"."open" >= 0 and "deficits"."open" <= "deficits"."amount")
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"merchant_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"asset" text NOT NULL,
	"from_account" text NOT NULL,
	"to_account" text NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "ledger_entries_pkey" PRIMARY KEY("merchant_id","transaction_id","position"),
	CONSTRAINT "ledger_entries_amount_check" CHECK ("ledger_entries"."amount" > 0),
	CONSTRAINT "ledger_entries_accounts_check" CHECK ("ledger_entries"."from_account" <> "ledger_entries"."to_account")
);
--> statement-breakpoint
CREATE TABLE "ledger_transactions" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"asset" text NOT NULL,
	"code" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"source_type" text NOT NULL,
	"source_id" text NOT NULL,
	"actor" text NOT NULL,
	"program_version" integer,
	"trace" jsonb,
	"reason" text,
	"note" text,
	"reverses" uuid,
	"idempotency_key" text NOT NULL,
	"input_hash" text NOT NULL,
	CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "ledger_transactions_key" UNIQUE("merchant_id","idempotency_key"),
	CONSTRAINT "ledger_transactions_reverses_key" UNIQUE("merchant_id","reverses")
);
--> statement-breakpoint
CREATE TABLE "lot_uses" (
	"merchant_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"lot_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"returned" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "lot_uses_pkey" PRIMARY KEY("merchant_id","transaction_id","lot_id"),
	CONSTRAINT "lot_uses_amount_check" CHECK ("lot_uses"."amount" >= "lot_uses"."returned" and "lot_uses"."returned" >= 0)
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"asset" text NOT NULL,
	"transaction_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"remaining" bigint NOT NULL,
	"expired" bigint DEFAULT 0 NOT NULL,
	"expired_counted" bigint DEFAULT 0 NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"available_from" timestamp with time zone NOT NULL,
	"expires_on" date,
	CONSTRAINT "lots_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "lots_remaining_check" CHECK ("lots"."remaining" >= 0 and "lots"."remaining" <= "lots"."amount"),
	CONSTRAINT "lots_expired_check" CHECK ("lots"."expired" >= "lots"."expired_counted")
);
--> statement-breakpoint
CREATE TABLE "wallets" (
	"merchant_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"asset" text NOT NULL,
	"available" bigint NOT NULL,
	"pending" bigint NOT NULL,
	CONSTRAINT "wallets_pkey" PRIMARY KEY("merchant_id","customer_id","asset"),
	CONSTRAINT "wallets_pending_check" CHECK ("wallets"."pending" >= 0)
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"merchant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "memberships_pkey" PRIMARY KEY("merchant_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"timezone" text NOT NULL,
	"gross_margin_bps" integer,
	"day_run_through" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "merchants_slug_key" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text NOT NULL,
	"bucket" timestamp with time zone NOT NULL,
	"count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "rate_limits_pkey" PRIMARY KEY("key","bucket")
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"failed_sign_ins" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "staff_users_email_key" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"merchant_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"line_id" text,
	"sku" text,
	"title" text,
	"category" text,
	"collection" text,
	"quantity" integer NOT NULL,
	"unit_price_micro" bigint NOT NULL,
	"discount_minor" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "order_lines_pkey" PRIMARY KEY("merchant_id","order_id","position")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"customer_id" uuid,
	"email" text,
	"status" text NOT NULL,
	"is_test" boolean DEFAULT false NOT NULL,
	"no_awards" boolean DEFAULT false NOT NULL,
	"channel" text,
	"placed_at" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"shop_updated_at" timestamp with time zone,
	"total_minor" bigint NOT NULL,
	"subtotal_minor" bigint,
	"discount_minor" bigint,
	"shipping_minor" bigint,
	"tax_minor" bigint,
	"paid_with_points_minor" bigint DEFAULT 0 NOT NULL,
	"paid_with_credit_minor" bigint DEFAULT 0 NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"reward_codes" text[] DEFAULT '{}' NOT NULL,
	"referral_code" text,
	"content_hash" text NOT NULL,
	"batch_id" uuid,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "orders_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "orders_merchant_external_id_key" UNIQUE("merchant_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"sku" text,
	"title" text NOT NULL,
	"category" text,
	"price_minor" bigint,
	"margin_bps" integer,
	"image_url" text,
	"lifetime_days" integer,
	CONSTRAINT "products_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "products_merchant_external_id_key" UNIQUE("merchant_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"order_id" uuid,
	"waiting_for_order" text,
	"customer_id" uuid,
	"refunded_at" timestamp with time zone NOT NULL,
	"amount_minor" bigint NOT NULL,
	"lines" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"batch_id" uuid,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "refunds_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "refunds_merchant_external_id_key" UNIQUE("merchant_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text NOT NULL,
	CONSTRAINT "audit_log_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "command_keys" (
	"merchant_id" uuid NOT NULL,
	"key" text NOT NULL,
	"command" text NOT NULL,
	"input_hash" text NOT NULL,
	"result" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "command_keys_pkey" PRIMARY KEY("merchant_id","key")
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"template" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"error" text,
	CONSTRAINT "mails_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "outbox_events" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "outbox_events_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "program_drafts" (
	"merchant_id" uuid NOT NULL,
	"document" jsonb NOT NULL,
	"base_version" integer,
	"revision" integer NOT NULL,
	"part_revisions" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" uuid,
	CONSTRAINT "program_drafts_pkey" PRIMARY KEY("merchant_id")
);
--> statement-breakpoint
CREATE TABLE "program_versions" (
	"merchant_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"document" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"author" text NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"effective_from" timestamp with time zone NOT NULL,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "program_versions_pkey" PRIMARY KEY("merchant_id","number")
);
--> statement-breakpoint
CREATE TABLE "redemptions" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"reward_key" text NOT NULL,
	"reward" jsonb NOT NULL,
	"program_version" integer NOT NULL,
	"transaction_id" uuid NOT NULL,
	"asset" text NOT NULL,
	"price" bigint NOT NULL,
	"code" text NOT NULL,
	"status" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_on" date,
	"used_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"order_id" uuid,
	"cost_minor" bigint,
	CONSTRAINT "redemptions_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "redemptions_merchant_code_key" UNIQUE("merchant_id","code")
);
--> statement-breakpoint
CREATE TABLE "reward_stock" (
	"merchant_id" uuid NOT NULL,
	"reward_key" text NOT NULL,
	"remaining" integer NOT NULL,
	"stated" integer NOT NULL,
	CONSTRAINT "reward_stock_pkey" PRIMARY KEY("merchant_id","reward_key")
);
--> statement-breakpoint
CREATE TABLE "survey_invitations" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"survey_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "survey_invitations_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "survey_invitations_token_key" UNIQUE("merchant_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "survey_responses" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"survey_id" uuid,
	"invitation_id" uuid,
	"customer_id" uuid,
	"kind" text NOT NULL,
	"score" integer NOT NULL,
	"comment" text,
	"answered_at" timestamp with time zone NOT NULL,
	"batch_id" uuid,
	CONSTRAINT "survey_responses_pkey" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "survey_responses_external_id_key" UNIQUE("merchant_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "surveys" (
	"merchant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"texts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "surveys_pkey" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
ALTER TABLE "program_costs" ADD CONSTRAINT "program_costs_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_codes" ADD CONSTRAINT "customer_codes_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_sessions" ADD CONSTRAINT "customer_sessions_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_batches" ADD CONSTRAINT "import_batches_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_errors" ADD CONSTRAINT "import_errors_batch_fkey" FOREIGN KEY ("merchant_id","batch_id") REFERENCES "public"."import_batches"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_batch_fkey" FOREIGN KEY ("merchant_id","batch_id") REFERENCES "public"."import_batches"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awards" ADD CONSTRAINT "awards_transaction_fkey" FOREIGN KEY ("merchant_id","transaction_id") REFERENCES "public"."ledger_transactions"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deficits" ADD CONSTRAINT "deficits_transaction_fkey" FOREIGN KEY ("merchant_id","transaction_id") REFERENCES "public"."ledger_transactions"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_fkey" FOREIGN KEY ("merchant_id","transaction_id") REFERENCES "public"."ledger_transactions"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_uses" ADD CONSTRAINT "lot_uses_transaction_fkey" FOREIGN KEY ("merchant_id","transaction_id") REFERENCES "public"."ledger_transactions"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lot_uses" ADD CONSTRAINT "lot_uses_lot_fkey" FOREIGN KEY ("merchant_id","lot_id") REFERENCES "public"."lots"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_transaction_fkey" FOREIGN KEY ("merchant_id","transaction_id") REFERENCES "public"."ledger_transactions"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_user_id_staff_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff_users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_fkey" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_fkey" FOREIGN KEY ("merchant_id","order_id") REFERENCES "public"."orders"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "command_keys" ADD CONSTRAINT "command_keys_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_events" ADD CONSTRAINT "outbox_events_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_drafts" ADD CONSTRAINT "program_drafts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_versions" ADD CONSTRAINT "program_versions_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reward_stock" ADD CONSTRAINT "reward_stock_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_invitations" ADD CONSTRAINT "survey_invitations_survey_fkey" FOREIGN KEY ("merchant_id","survey_id") REFERENCES "public"."surveys"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_invitations" ADD CONSTRAINT "survey_invitations_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "survey_responses" ADD CONSTRAINT "survey_responses_customer_fkey" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "program_costs_date_idx" ON "program_costs" USING btree ("merchant_id","date");--> statement-breakpoint
CREATE INDEX "customer_sessions_customer_idx" ON "customer_sessions" USING btree ("merchant_id","customer_id");--> statement-breakpoint
CREATE INDEX "customers_merchant_email_idx" ON "customers" USING btree ("merchant_id",lower("email"));--> statement-breakpoint
CREATE INDEX "customers_merchant_name_idx" ON "customers" USING btree ("merchant_id",lower("name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "customers_merchant_created_idx" ON "customers" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "customers_merchant_enrolled_idx" ON "customers" USING btree ("merchant_id","enrolled_at");--> statement-breakpoint
CREATE INDEX "import_batches_fingerprint_idx" ON "import_batches" USING btree ("merchant_id","fingerprint");--> statement-breakpoint
CREATE INDEX "import_batches_created_idx" ON "import_batches" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE INDEX "import_rows_order_idx" ON "import_rows" USING btree ("merchant_id","batch_id","occurred_at","kind","external_id","position");--> statement-breakpoint
CREATE INDEX "awards_order_idx" ON "awards" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "deficits_open_idx" ON "deficits" USING btree ("merchant_id","customer_id","asset","occurred_at") WHERE open > 0;--> statement-breakpoint
CREATE INDEX "ledger_entries_customer_idx" ON "ledger_entries" USING btree ("merchant_id","customer_id","asset");--> statement-breakpoint
CREATE INDEX "ledger_transactions_customer_idx" ON "ledger_transactions" USING btree ("merchant_id","customer_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "ledger_transactions_occurred_idx" ON "ledger_transactions" USING btree ("merchant_id","occurred_at");--> statement-breakpoint
CREATE INDEX "lot_uses_lot_idx" ON "lot_uses" USING btree ("merchant_id","lot_id");--> statement-breakpoint
CREATE INDEX "lots_open_idx" ON "lots" USING btree ("merchant_id","customer_id","asset","expires_on","occurred_at","id") WHERE remaining > 0;--> statement-breakpoint
CREATE INDEX "lots_due_idx" ON "lots" USING btree ("merchant_id","expires_on") WHERE remaining > 0 and expires_on is not null;--> statement-breakpoint
CREATE INDEX "lots_transaction_idx" ON "lots" USING btree ("merchant_id","transaction_id");--> statement-breakpoint
CREATE INDEX "wallets_negative_idx" ON "wallets" USING btree ("merchant_id","asset") WHERE available < 0;--> statement-breakpoint
CREATE INDEX "memberships_user_idx" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "staff_sessions_user_idx" ON "staff_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "orders_merchant_placed_idx" ON "orders" USING btree ("merchant_id","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_merchant_customer_placed_idx" ON "orders" USING btree ("merchant_id","customer_id","placed_at");--> statement-breakpoint
CREATE INDEX "refunds_merchant_refunded_idx" ON "refunds" USING btree ("merchant_id","refunded_at");--> statement-breakpoint
CREATE INDEX "refunds_merchant_order_idx" ON "refunds" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "refunds_merchant_customer_idx" ON "refunds" USING btree ("merchant_id","customer_id");--> statement-breakpoint
CREATE INDEX "refunds_waiting_idx" ON "refunds" USING btree ("merchant_id","waiting_for_order") WHERE waiting_for_order is not null;--> statement-breakpoint
CREATE INDEX "audit_log_at_idx" ON "audit_log" USING btree ("merchant_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_log_subject_idx" ON "audit_log" USING btree ("merchant_id","subject_type","subject_id","at");--> statement-breakpoint
CREATE INDEX "mails_created_idx" ON "mails" USING btree ("merchant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "outbox_events_created_idx" ON "outbox_events" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE INDEX "program_versions_effective_idx" ON "program_versions" USING btree ("merchant_id","effective_from");--> statement-breakpoint
CREATE INDEX "redemptions_customer_idx" ON "redemptions" USING btree ("merchant_id","customer_id","issued_at");--> statement-breakpoint
CREATE INDEX "redemptions_issued_idx" ON "redemptions" USING btree ("merchant_id","issued_at");--> statement-breakpoint
CREATE INDEX "redemptions_order_idx" ON "redemptions" USING btree ("merchant_id","order_id");--> statement-breakpoint
CREATE INDEX "survey_responses_answered_idx" ON "survey_responses" USING btree ("merchant_id","kind","answered_at");--> statement-breakpoint
CREATE INDEX "survey_responses_customer_idx" ON "survey_responses" USING btree ("merchant_id","customer_id","answered_at");