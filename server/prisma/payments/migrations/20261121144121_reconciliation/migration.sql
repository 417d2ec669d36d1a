-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "shift_id" UUID;

-- CreateTable
CREATE TABLE "reconciliation" (
    "shift_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("shift_id")
);

-- CreateIndex
CREATE INDEX "payment_shift_id_idx" ON "payment"("shift_id");
