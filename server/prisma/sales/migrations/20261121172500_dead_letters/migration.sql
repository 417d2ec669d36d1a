-- AlterTable
ALTER TABLE "dead_letter" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "fingerprint" TEXT,
ADD COLUMN     "last_tried_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "message_id" UUID,
ADD COLUMN     "mutation_id" UUID,
ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'open';

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_fingerprint_key" ON "dead_letter"("fingerprint");

-- CreateIndex
CREATE INDEX "dead_letter_state_idx" ON "dead_letter"("state");
