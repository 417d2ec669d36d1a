-- DropIndex
DROP INDEX "sale_receipt_number_idx";

-- CreateIndex
CREATE INDEX "sale_branch_id_receipt_number_idx" ON "sale"("branch_id", "receipt_number");
