-- CreateTable
CREATE TABLE "ordering_key" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "ordering_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ordering_key_key_key" ON "ordering_key"("key");

-- CreateIndex
CREATE INDEX "ordering_key_branch_id_idx" ON "ordering_key"("branch_id");

-- As every table that an office asks for (docs/decisions/008). A key is made and revoked, never given to another branch.
ALTER TABLE "ordering_key" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "ordering_key" TO galley_tenant USING (EXISTS (SELECT FROM branch WHERE branch.id = branch_id));
GRANT SELECT, INSERT ON "ordering_key" TO galley_tenant;
GRANT UPDATE (revoked_at) ON "ordering_key" TO galley_tenant;
