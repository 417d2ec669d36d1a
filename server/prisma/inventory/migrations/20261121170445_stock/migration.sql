-- DropIndex
DROP INDEX "movement_branch_id_product_id_idx";

-- AlterTable
ALTER TABLE "level" ADD COLUMN     "last_cost" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "last_quantity" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "movement" ADD COLUMN     "cost" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "counted" BIGINT;

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lot" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_on" DATE,
    "remaining" BIGINT NOT NULL,
    "cost" BIGINT NOT NULL,

    CONSTRAINT "lot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item" (
    "branch_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unit" TEXT,
    "low_at" BIGINT,
    "active" BOOLEAN NOT NULL,

    CONSTRAINT "item_pkey" PRIMARY KEY ("branch_id","id")
);

-- CreateTable
CREATE TABLE "recipe" (
    "branch_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "recipe" TEXT,
    "item_ids" UUID[],

    CONSTRAINT "recipe_pkey" PRIMARY KEY ("branch_id","product_id","revision")
);

-- CreateTable
CREATE TABLE "transfer" (
    "id" UUID NOT NULL,
    "from_branch" UUID NOT NULL,
    "to_branch" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_by" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3),
    "received_by" TEXT,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer_line" (
    "transfer_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "product_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "unit" TEXT,
    "quantity" BIGINT NOT NULL,
    "cost" BIGINT NOT NULL,
    "expires_on" DATE,
    "received" BIGINT,

    CONSTRAINT "transfer_line_pkey" PRIMARY KEY ("transfer_id","place")
);

-- CreateTable
CREATE TABLE "reservation" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reservation_line" (
    "reservation_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,

    CONSTRAINT "reservation_line_pkey" PRIMARY KEY ("reservation_id","product_id")
);

-- CreateIndex
CREATE INDEX "document_branch_id_at_idx" ON "document"("branch_id", "at");

-- CreateIndex
CREATE INDEX "lot_branch_id_product_id_idx" ON "lot"("branch_id", "product_id") WHERE (remaining > 0);

-- CreateIndex
CREATE INDEX "lot_expiring_idx" ON "lot"("branch_id", "expires_on") WHERE (remaining > 0 and expires_on is not null);

-- CreateIndex
CREATE INDEX "transfer_from_branch_sent_at_idx" ON "transfer"("from_branch", "sent_at");

-- CreateIndex
CREATE INDEX "transfer_to_branch_sent_at_idx" ON "transfer"("to_branch", "sent_at");

-- CreateIndex
CREATE INDEX "reservation_branch_id_expires_at_idx" ON "reservation"("branch_id", "expires_at") WHERE (state = 'held');

-- CreateIndex
CREATE INDEX "reservation_line_branch_id_product_id_idx" ON "reservation_line"("branch_id", "product_id");

-- CreateIndex
CREATE INDEX "movement_branch_id_product_id_moved_at_id_idx" ON "movement"("branch_id", "product_id", "moved_at", "id");

-- CreateIndex
CREATE INDEX "movement_counts_idx" ON "movement"("branch_id", "product_id", "moved_at") WHERE (counted is not null);
-- What is there already becomes a lot, so that the sum of a product's lots is what is on hand.
INSERT INTO lot (id, branch_id, product_id, source_id, received_at, expires_on, remaining, cost)
SELECT gen_random_uuid(), branch_id, product_id, product_id, now(), NULL, on_hand, 0 FROM level WHERE on_hand > 0;
