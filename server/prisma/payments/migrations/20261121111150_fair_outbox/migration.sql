-- DropIndex
DROP INDEX "outbox_state_id_idx";

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "sender" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid;

-- CreateIndex
CREATE INDEX "outbox_state_sender_id_idx" ON "outbox"("state", "sender", "id");
