-- AlterTable
ALTER TABLE "parked" ADD COLUMN     "waits_from" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "till_id" UUID NOT NULL,
    "shift_id" UUID NOT NULL,
    "business_day" TEXT NOT NULL,
    "sale_id" UUID NOT NULL,
    "receipt_number" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "total" BIGINT NOT NULL,
    "rounding" BIGINT NOT NULL,
    "refunded_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" TEXT NOT NULL,
    "snapshot" TEXT NOT NULL,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund_line" (
    "refund_id" UUID NOT NULL,
    "line_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "refund_line_pkey" PRIMARY KEY ("refund_id","line_id")
);

-- CreateIndex
CREATE INDEX "refund_branch_id_refunded_at_idx" ON "refund"("branch_id", "refunded_at");

-- CreateIndex
CREATE INDEX "refund_shift_id_idx" ON "refund"("shift_id");

-- CreateIndex
CREATE INDEX "refund_sale_id_idx" ON "refund"("sale_id");

-- CreateIndex
CREATE INDEX "refund_branch_id_receipt_number_idx" ON "refund"("branch_id", "receipt_number");

-- AddForeignKey
ALTER TABLE "refund_line" ADD CONSTRAINT "refund_line_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
