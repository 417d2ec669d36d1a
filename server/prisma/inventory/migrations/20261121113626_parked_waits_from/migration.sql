-- AlterTable
ALTER TABLE "parked" ADD COLUMN     "waits_from" TIMESTAMPTZ(3);
