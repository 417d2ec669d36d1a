-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "lost_at" TIMESTAMPTZ(3);
