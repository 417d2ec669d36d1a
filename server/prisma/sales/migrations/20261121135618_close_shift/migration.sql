-- AlterTable
ALTER TABLE "shift" ADD COLUMN     "closed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "cash_movement" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "till_id" UUID NOT NULL,
    "shift_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "cash_movement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "z_report" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "till_id" UUID NOT NULL,
    "shift_id" UUID NOT NULL,
    "z_number" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "grand_total" BIGINT NOT NULL,
    "variance" BIGINT NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" TEXT NOT NULL,
    "snapshot" TEXT NOT NULL,

    CONSTRAINT "z_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "addendum" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "z_report_id" UUID NOT NULL,
    "record_id" UUID NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "addendum_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "punch" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "punched_at" TIMESTAMPTZ(3) NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "punch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "cash_movement_shift_id_idx" ON "cash_movement"("shift_id");

-- CreateIndex
CREATE INDEX "z_report_shift_id_idx" ON "z_report"("shift_id");

-- CreateIndex
CREATE INDEX "z_report_till_id_sequence_idx" ON "z_report"("till_id", "sequence");

-- CreateIndex
CREATE INDEX "z_report_branch_id_closed_at_idx" ON "z_report"("branch_id", "closed_at");

-- CreateIndex
CREATE INDEX "addendum_z_report_id_idx" ON "addendum"("z_report_id");

-- CreateIndex
CREATE INDEX "punch_branch_id_punched_at_idx" ON "punch"("branch_id", "punched_at");
