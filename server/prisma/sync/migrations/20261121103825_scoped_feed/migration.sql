-- AlterTable
ALTER TABLE "branch" ADD COLUMN     "retained" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "change" ADD COLUMN     "lasting" BOOLEAN;

-- What is there already is told apart as isLasting (shared/src/wire/lasting.ts) tells it from now on.
UPDATE "change" SET "lasting" = CASE
    WHEN "data" IS NULL OR "entity" IN ('sale', 'ticket') THEN false
    WHEN "entity" = 'order' THEN "data"::jsonb ->> 'status' = 'open'
    WHEN "entity" = 'settlement' THEN "data"::jsonb ->> 'verdict' = 'quarantined' AND "data"::jsonb ->> 'resolution' IS NULL
    ELSE true END;

-- AlterTable
ALTER TABLE "change" ALTER COLUMN "lasting" SET NOT NULL;

-- CreateTable
CREATE TABLE "feed_day" (
    "branch_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "feed_day_pkey" PRIMARY KEY ("branch_id","day")
);

-- CreateIndex
CREATE INDEX "change_lasting_idx" ON "change"("branch_id", "version") WHERE (lasting);

-- CreateIndex
CREATE INDEX "change_tombstone_idx" ON "change"("branch_id", "version") WHERE (data IS NULL);
