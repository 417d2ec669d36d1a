-- AlterTable
ALTER TABLE "enrolment_code" ADD COLUMN     "role" TEXT NOT NULL DEFAULT 'till';

-- AlterTable
ALTER TABLE "till_log" ADD COLUMN     "role" TEXT NOT NULL DEFAULT 'till';
