-- AlterTable
ALTER TABLE "mutation" ADD COLUMN     "cause_code" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "resolution_id" UUID,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- What is settled was told to the feed once; what was quarantined at the door never was.
UPDATE "mutation" SET "revision" = 1 WHERE "state" <> 'stored';
UPDATE "mutation" m SET "cause_code" = 'unreadable' WHERE "state" = 'quarantined'
   AND NOT EXISTS (SELECT FROM "change" c WHERE c."branch_id" = m."branch_id" AND c."entity" = 'settlement' AND c."id" = m."id");

-- CreateTable
CREATE TABLE "resolution" (
    "id" UUID NOT NULL,
    "mutation_id" UUID NOT NULL,
    "how" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "staff_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "resolution_pkey" PRIMARY KEY ("id")
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

-- CreateIndex
CREATE INDEX "resolution_mutation_id_idx" ON "resolution"("mutation_id");

-- CreateIndex
CREATE INDEX "parked_next_try_at_idx" ON "parked"("next_try_at");
