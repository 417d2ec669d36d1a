-- CreateIndex
CREATE INDEX "audit_branch_id_kind_id_idx" ON "audit"("branch_id", "kind", "id");

-- A till that asks for an old receipt names its number; its refunds name the sale.
CREATE INDEX "change_receipt_number_idx" ON "change"("branch_id", (substring("data" from '"receiptNumber":"([^"]+)"'))) WHERE "entity" = 'sale';
CREATE INDEX "change_refund_of_idx" ON "change"("branch_id", (substring("data" from '"saleId":"([^"]+)"'))) WHERE "entity" = 'refund';
