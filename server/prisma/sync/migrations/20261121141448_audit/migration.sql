-- CreateTable
CREATE TABLE "audit" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "till_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "amount" BIGINT,
    "reason" TEXT,
    "approval" TEXT,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_branch_id_id_idx" ON "audit"("branch_id", "id");

-- As every table that a till or an office asks for (docs/decisions/008). A line is added and read, never changed.
ALTER TABLE "audit" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "audit" TO galley_tenant USING (EXISTS (SELECT FROM branch WHERE branch.id = branch_id));
GRANT SELECT, INSERT ON "audit" TO galley_tenant;
