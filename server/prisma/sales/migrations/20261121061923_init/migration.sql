-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "message_id" UUID NOT NULL,
    "cause_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'new',
    "sends" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "message_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "died_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parked" (
    "message_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "parked_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "turn" (
    "till_id" UUID NOT NULL,
    "incarnation" INTEGER NOT NULL,
    "last_turn" INTEGER NOT NULL,
    "receipt_hash" TEXT,

    CONSTRAINT "turn_pkey" PRIMARY KEY ("till_id","incarnation")
);

-- CreateTable
CREATE TABLE "shift" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "till_id" UUID NOT NULL,
    "business_day" TEXT NOT NULL,
    "opened_by" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "float" BIGINT NOT NULL,

    CONSTRAINT "shift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "fired_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sale" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "till_id" UUID NOT NULL,
    "shift_id" UUID NOT NULL,
    "business_day" TEXT NOT NULL,
    "order_id" UUID NOT NULL,
    "receipt_number" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "total" BIGINT NOT NULL,
    "rounding" BIGINT NOT NULL,
    "paid_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" TEXT NOT NULL,
    "snapshot" TEXT NOT NULL,

    CONSTRAINT "sale_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sale_line" (
    "sale_id" UUID NOT NULL,
    "line_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,

    CONSTRAINT "sale_line_pkey" PRIMARY KEY ("sale_id","line_id")
);

-- CreateIndex
CREATE INDEX "outbox_state_id_idx" ON "outbox"("state", "id");

-- CreateIndex
CREATE INDEX "outbox_cause_id_idx" ON "outbox"("cause_id");

-- CreateIndex
CREATE INDEX "parked_next_try_at_idx" ON "parked"("next_try_at");

-- CreateIndex
CREATE INDEX "orders_branch_id_status_idx" ON "orders"("branch_id", "status");

-- CreateIndex
CREATE INDEX "ticket_order_id_idx" ON "ticket"("order_id");

-- CreateIndex
CREATE INDEX "sale_branch_id_paid_at_idx" ON "sale"("branch_id", "paid_at");

-- CreateIndex
CREATE INDEX "sale_shift_id_idx" ON "sale"("shift_id");

-- CreateIndex
CREATE INDEX "sale_order_id_idx" ON "sale"("order_id");

-- CreateIndex
CREATE INDEX "sale_receipt_number_idx" ON "sale"("receipt_number");

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sale_line" ADD CONSTRAINT "sale_line_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "sale"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
