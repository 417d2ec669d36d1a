-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "intent_id" UUID;

-- AlterTable
ALTER TABLE "reconciliation" ADD COLUMN     "gateway_due" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "payment_intent_id_idx" ON "payment"("intent_id");

-- CreateIndex
CREATE INDEX "reconciliation_gateway_due_idx" ON "reconciliation"("shift_id") WHERE (gateway_due);

-- Sales that the gateway was asked for before this column was there.
UPDATE "payment" SET "intent_id" = "intent"."id" FROM "intent"
 WHERE "payment"."kind" = 'gateway' AND ("intent"."data"::json ->> 'saleId')::uuid = "payment"."sale_id";
UPDATE "reconciliation" SET "gateway_due" = true
 WHERE "shift_id" IN (SELECT "shift_id" FROM "payment" WHERE "kind" = 'gateway');
