-- CreateTable
CREATE TABLE "availability" (
    "branch_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "availability_pkey" PRIMARY KEY ("branch_id","product_id")
);

-- CreateTable
CREATE TABLE "menu_edit" (
    "branch_id" UUID NOT NULL,
    "entity" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "data" TEXT,

    CONSTRAINT "menu_edit_pkey" PRIMARY KEY ("branch_id","entity","id","revision")
);

-- CreateTable
CREATE TABLE "photo" (
    "organisation_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "photo_pkey" PRIMARY KEY ("organisation_id","hash")
);

-- CreateIndex
CREATE INDEX "menu_edit_branch_id_at_idx" ON "menu_edit"("branch_id", "at");

ALTER TABLE menu_edit ENABLE ROW LEVEL SECURITY;
ALTER TABLE photo ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON menu_edit TO galley_tenant USING (EXISTS (SELECT FROM branch WHERE branch.id = branch_id));
CREATE POLICY tenant ON photo TO galley_tenant USING (organisation_id = tenant_organisation());
GRANT SELECT, INSERT ON menu_edit, photo TO galley_tenant;
