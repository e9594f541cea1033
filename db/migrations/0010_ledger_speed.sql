-- A domain's check is compiled with the plan; a table's is read anew in each statement, for a tenth of an award.
CREATE DOMAIN units AS bigint CHECK (value >= 0);--> statement-breakpoint
ALTER TABLE "ledger_transactions" DROP CONSTRAINT "ledger_transactions_reverses_key";--> statement-breakpoint
ALTER TABLE "awards" DROP CONSTRAINT "awards_transaction_fkey";
--> statement-breakpoint
ALTER TABLE "claw_backs" DROP CONSTRAINT "claw_backs_transaction_fkey";
--> statement-breakpoint
ALTER TABLE "claw_backs" DROP CONSTRAINT "claw_backs_award_fkey";
--> statement-breakpoint
ALTER TABLE "deficits" DROP CONSTRAINT "deficits_transaction_fkey";
--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_transaction_fkey";
--> statement-breakpoint
ALTER TABLE "lot_uses" DROP CONSTRAINT "lot_uses_transaction_fkey";
--> statement-breakpoint
ALTER TABLE "lot_uses" DROP CONSTRAINT "lot_uses_lot_fkey";
--> statement-breakpoint
ALTER TABLE "lots" DROP CONSTRAINT "lots_transaction_fkey";
--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_merchant_id_merchants_id_fk";
--> statement-breakpoint
ALTER TABLE "command_keys" DROP CONSTRAINT "command_keys_merchant_id_merchants_id_fk";
--> statement-breakpoint
ALTER TABLE "outbox_events" DROP CONSTRAINT "outbox_events_merchant_id_merchants_id_fk";
--> statement-breakpoint
DROP INDEX "ledger_entries_customer_idx";--> statement-breakpoint
DROP INDEX "wallets_negative_idx";--> statement-breakpoint
DROP INDEX "outbox_events_created_idx";--> statement-breakpoint
DROP INDEX "redemptions_order_idx";--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_transactions_reverses_key" ON "ledger_transactions" USING btree ("merchant_id","reverses") WHERE reverses is not null;--> statement-breakpoint
CREATE INDEX "redemptions_order_idx" ON "redemptions" USING btree ("merchant_id","order_id") WHERE order_id is not null;--> statement-breakpoint
ALTER TABLE "awards" DROP CONSTRAINT "awards_clawed_back_check";--> statement-breakpoint
ALTER TABLE "deficits" DROP CONSTRAINT "deficits_open_check";--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_amount_check";--> statement-breakpoint
ALTER TABLE "ledger_entries" DROP CONSTRAINT "ledger_entries_accounts_check";--> statement-breakpoint
ALTER TABLE "lot_uses" DROP CONSTRAINT "lot_uses_amount_check";--> statement-breakpoint
ALTER TABLE "lots" DROP CONSTRAINT "lots_remaining_check";--> statement-breakpoint
ALTER TABLE "lots" DROP CONSTRAINT "lots_expired_check";--> statement-breakpoint
ALTER TABLE "wallets" DROP CONSTRAINT "wallets_pending_check";--> statement-breakpoint
ALTER TABLE "ledger_transactions" DROP CONSTRAINT "ledger_transactions_customer_fkey";
--> statement-breakpoint
DROP INDEX "lots_activation_idx";--> statement-breakpoint
DROP INDEX "lots_void_idx";--> statement-breakpoint
ALTER TABLE "awards" ALTER COLUMN "clawed_back" SET DATA TYPE units;--> statement-breakpoint
ALTER TABLE "deficits" ALTER COLUMN "open" SET DATA TYPE units;--> statement-breakpoint
ALTER TABLE "ledger_entries" ALTER COLUMN "amount" SET DATA TYPE units;--> statement-breakpoint
ALTER TABLE "lot_uses" ALTER COLUMN "amount" SET DATA TYPE units;--> statement-breakpoint
ALTER TABLE "lot_uses" ALTER COLUMN "returned" SET DATA TYPE units;--> statement-breakpoint
ALTER TABLE "lots" ALTER COLUMN "remaining" SET DATA TYPE units;--> statement-breakpoint
ALTER TABLE "lots" ALTER COLUMN "expired" SET DATA TYPE units;--> statement-breakpoint
ALTER TABLE "lots" ALTER COLUMN "expired_counted" SET DATA TYPE units;--> statement-breakpoint
ALTER TABLE "wallets" ALTER COLUMN "pending" SET DATA TYPE units;--> statement-breakpoint
CREATE INDEX "lots_pending_idx" ON "lots" USING btree ("merchant_id","available_from","void_on") WHERE is_pending;--> statement-breakpoint
-- Rows that change often find room for the next version on their own page: no index has to be told of it.
ALTER TABLE "customers" SET (fillfactor = 85);--> statement-breakpoint
ALTER TABLE "wallets" SET (fillfactor = 80);--> statement-breakpoint
ALTER TABLE "lots" SET (fillfactor = 85);--> statement-breakpoint
ALTER TABLE "reward_stock" SET (fillfactor = 10);
