-- AlterTable
ALTER TABLE "till_log" ADD COLUMN     "gap_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "gap_to" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "resolution" ADD COLUMN     "branch_id" UUID;
UPDATE "resolution" r SET "branch_id" = m."branch_id" FROM "mutation" m WHERE m."id" = r."id";
ALTER TABLE "resolution" ALTER COLUMN "branch_id" SET NOT NULL;

-- CreateIndex
CREATE INDEX "mutation_branch_id_idx" ON "mutation"("branch_id") WHERE (flags <> '[]'::jsonb);

-- The office shows what people decided, its own only.
ALTER TABLE resolution ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON resolution TO galley_tenant USING (EXISTS (SELECT FROM branch WHERE branch.id = branch_id));
GRANT SELECT ON resolution TO galley_tenant;
