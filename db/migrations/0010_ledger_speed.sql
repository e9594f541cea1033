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
-- Rows that change often find room for the next version on their own page: no index has to be told of it.
ALTER TABLE "customers" SET (fillfactor = 85);--> statement-breakpoint
ALTER TABLE "wallets" SET (fillfactor = 80);--> statement-breakpoint
ALTER TABLE "lots" SET (fillfactor = 85);--> statement-breakpoint
ALTER TABLE "reward_stock" SET (fillfactor = 10);
