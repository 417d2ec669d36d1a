-- The newest of what a person may have to look at, without reading the rest.
DROP INDEX "mutation_branch_id_idx";
-- CreateIndex
CREATE INDEX "mutation_branch_id_id_idx" ON "mutation"("branch_id", "id") WHERE (flags <> '[]'::jsonb);

-- CreateIndex
CREATE INDEX "mutation_branch_id_idx" ON "mutation"("branch_id") WHERE (flags @> '[{"code": "receiptNumberTwice"}]'::jsonb);

-- A till's question for an old receipt goes to the sales worker, which has an index for it.
DROP INDEX "change_receipt_number_idx";
DROP INDEX "change_refund_of_idx";
