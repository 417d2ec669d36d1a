-- One and the same set of ways to pay is one and the same value.
UPDATE "sale" SET "tenders" = ARRAY(SELECT kind FROM unnest("tenders") AS kind ORDER BY kind COLLATE "C");
-- CreateIndex
CREATE INDEX "sale_branch_id_tenders_paid_at_id_idx" ON "sale"("branch_id", "tenders", "paid_at" DESC, "id" DESC);
