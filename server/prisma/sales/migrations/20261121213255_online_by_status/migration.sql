-- CreateIndex
CREATE INDEX "online_order_branch_id_status_placed_at_id_idx" ON "online_order"("branch_id", "status", "placed_at" DESC, "id" DESC);
