-- CreateTable
CREATE TABLE "online_order" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "business_day" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL,
    "look_at" TIMESTAMPTZ(3),
    "drives" INTEGER NOT NULL DEFAULT 0,
    "data" TEXT NOT NULL,

    CONSTRAINT "online_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "web_channel" (
    "branch_id" UUID NOT NULL,
    "orders" INTEGER NOT NULL DEFAULT 0,
    "receipts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "web_channel_pkey" PRIMARY KEY ("branch_id")
);

-- CreateIndex
CREATE INDEX "online_order_branch_id_placed_at_id_idx" ON "online_order"("branch_id", "placed_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "online_order_branch_id_business_day_idx" ON "online_order"("branch_id", "business_day");

-- CreateIndex
CREATE INDEX "online_order_look_at_idx" ON "online_order"("look_at");

-- CreateIndex
CREATE UNIQUE INDEX "online_order_branch_id_idempotency_key_key" ON "online_order"("branch_id", "idempotency_key");
