-- DropIndex
DROP INDEX "sale_branch_id_paid_at_idx";

-- AlterTable
ALTER TABLE "sale" ADD COLUMN     "staff_id" UUID,
ADD COLUMN     "table_name" TEXT,
ADD COLUMN     "tenders" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "sale_branch_id_paid_at_id_idx" ON "sale"("branch_id", "paid_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "sale_branch_id_staff_id_paid_at_id_idx" ON "sale"("branch_id", "staff_id", "paid_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "sale_branch_id_table_name_paid_at_id_idx" ON "sale"("branch_id", "table_name", "paid_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "sale_branch_id_total_paid_at_id_idx" ON "sale"("branch_id", "total", "paid_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "sale_branch_id_business_day_paid_at_id_idx" ON "sale"("branch_id", "business_day", "paid_at" DESC, "id" DESC);

-- What the columns would say of the sales that are there
UPDATE "sale" SET
  "staff_id" = ("snapshot"::jsonb ->> 'staffId')::uuid,
  "table_name" = "snapshot"::jsonb ->> 'table',
  "tenders" = ARRAY(SELECT DISTINCT tender ->> 'kind' FROM jsonb_array_elements("snapshot"::jsonb -> 'tenders') AS tender);
