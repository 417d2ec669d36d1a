-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "quotes" BOOLEAN NOT NULL DEFAULT false;
