-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "tip" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "tip_for" UUID,
ADD COLUMN     "wallet" TEXT;
