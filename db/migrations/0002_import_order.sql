DROP INDEX "import_rows_group_idx";--> statement-breakpoint
ALTER TABLE "import_batches" ADD COLUMN "cursor" jsonb;--> statement-breakpoint
CREATE INDEX "import_rows_order_idx" ON "import_rows" USING btree ("merchant_id","batch_id","occurred_at","kind","external_id","position");--> statement-breakpoint
ALTER TABLE "import_rows" DROP COLUMN "applied";