-- AlterTable
ALTER TABLE "audit" ADD COLUMN     "by" TEXT,
ADD COLUMN     "changes" TEXT,
ALTER COLUMN "till_id" DROP NOT NULL,
ALTER COLUMN "staff_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "office_account" ADD COLUMN     "active" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "branches" UUID[],
ADD COLUMN     "invite_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "invite_hash" TEXT,
ADD COLUMN     "organisation_id" UUID,
ADD COLUMN     "recovery_hashes" TEXT[],
ADD COLUMN     "role" TEXT,
ADD COLUMN     "totp_secret" TEXT,
ADD COLUMN     "totp_step" INTEGER NOT NULL DEFAULT 0;

-- Whoever had an account could do everything so far, and goes on doing so.
UPDATE office_account a SET role = 'owner', branches = ARRAY[a.branch_id], recovery_hashes = '{}', organisation_id = b.organisation_id
  FROM branch b WHERE b.id = a.branch_id;
ALTER TABLE "office_account" ALTER COLUMN "organisation_id" SET NOT NULL, ALTER COLUMN "role" SET NOT NULL;

-- AlterTable
ALTER TABLE "office_session" ADD COLUMN     "address" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "agent" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "began_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "id" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN     "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE UNIQUE INDEX "office_account_invite_hash_key" ON "office_account"("invite_hash");

-- CreateIndex
CREATE UNIQUE INDEX "office_session_id_key" ON "office_session"("id");

-- CreateIndex
CREATE INDEX "office_session_account_id_idx" ON "office_session"("account_id");

-- As every table that an office asks for (docs/decisions/008): owners see and change their own people's accounts.
ALTER TABLE "office_account" ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "office_account" TO galley_tenant USING (organisation_id = tenant_organisation());
GRANT SELECT, INSERT, UPDATE ON "office_account" TO galley_tenant;
