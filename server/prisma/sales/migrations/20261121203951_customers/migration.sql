-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "phone_key" TEXT,
    "same" UUID,
    "revision" INTEGER NOT NULL,
    "data" TEXT,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "customer_branch_id_phone_key_idx" ON "customer"("branch_id", "phone_key");

-- CreateIndex
CREATE INDEX "customer_same_idx" ON "customer"("same");
