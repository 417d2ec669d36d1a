-- AlterTable
ALTER TABLE "till_log" ADD COLUMN     "covered_up_to" INTEGER NOT NULL DEFAULT 0;
