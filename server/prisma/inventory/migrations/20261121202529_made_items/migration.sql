-- AlterTable
ALTER TABLE "item" ADD COLUMN     "by" TEXT,
ADD COLUMN     "made" BOOLEAN NOT NULL DEFAULT false;
