-- CreateTable
CREATE TABLE "tip_adjustment" (
    "id" UUID NOT NULL,
    "tender_id" UUID NOT NULL,
    "sale_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "shift_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "staff_id" UUID NOT NULL,
    "adjusted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tip_adjustment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "tip_adjustment_shift_id_idx" ON "tip_adjustment"("shift_id");
