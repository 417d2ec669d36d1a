-- CreateTable
CREATE TABLE "request" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'stored',
    "answer" TEXT NOT NULL DEFAULT '',
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "drives" INTEGER NOT NULL DEFAULT 0,
    "drive_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "request_drive_at_idx" ON "request"("drive_at") WHERE (state = 'stored');

-- CreateIndex
CREATE INDEX "request_branch_id_asked_at_idx" ON "request"("branch_id", "asked_at");
ALTER TABLE request ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON request TO galley_tenant USING (EXISTS (SELECT FROM branch WHERE branch.id = branch_id));
GRANT SELECT, INSERT ON request TO galley_tenant;
