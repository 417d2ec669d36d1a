-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "branch" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "head" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "branch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "till" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "incarnation" INTEGER NOT NULL DEFAULT 0,
    "disabled" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "till_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "till_log" (
    "till_id" UUID NOT NULL,
    "incarnation" INTEGER NOT NULL,
    "public_key" TEXT NOT NULL,
    "last_number" INTEGER NOT NULL DEFAULT 0,
    "last_hash" TEXT NOT NULL,
    "sales_turn" INTEGER NOT NULL DEFAULT 0,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "till_log_pkey" PRIMARY KEY ("till_id","incarnation")
);

-- CreateTable
CREATE TABLE "enrolment_code" (
    "hash" TEXT NOT NULL,
    "till_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "enrolment_code_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "office_account" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "password_salt" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "office_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office_session" (
    "token_hash" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "office_session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "mutation" (
    "id" UUID NOT NULL,
    "till_id" UUID NOT NULL,
    "incarnation" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "branch_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL,
    "cause" TEXT NOT NULL DEFAULT '',
    "awaiting" TEXT[],
    "flags" JSONB NOT NULL DEFAULT '[]',
    "drives" INTEGER NOT NULL DEFAULT 0,
    "drive_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mutation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fork" (
    "id" BIGSERIAL NOT NULL,
    "mutation_id" UUID NOT NULL,
    "till_id" UUID NOT NULL,
    "incarnation" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fork_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change" (
    "branch_id" UUID NOT NULL,
    "entity" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "revision" INTEGER NOT NULL,
    "data" TEXT,

    CONSTRAINT "change_pkey" PRIMARY KEY ("branch_id","entity","id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "message_id" UUID NOT NULL,
    "cause_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'new',
    "sends" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "message_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "died_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_name_key" ON "organisation"("name");

-- CreateIndex
CREATE UNIQUE INDEX "branch_organisation_id_name_key" ON "branch"("organisation_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "till_branch_id_code_key" ON "till"("branch_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "office_account_name_key" ON "office_account"("name");

-- CreateIndex
CREATE INDEX "mutation_state_drive_at_idx" ON "mutation"("state", "drive_at");

-- CreateIndex
CREATE UNIQUE INDEX "mutation_till_id_incarnation_number_key" ON "mutation"("till_id", "incarnation", "number");

-- CreateIndex
CREATE UNIQUE INDEX "fork_till_id_incarnation_number_hash_key" ON "fork"("till_id", "incarnation", "number", "hash");

-- CreateIndex
CREATE INDEX "change_branch_id_version_idx" ON "change"("branch_id", "version");

-- CreateIndex
CREATE INDEX "outbox_state_id_idx" ON "outbox"("state", "id");

-- CreateIndex
CREATE INDEX "outbox_cause_id_idx" ON "outbox"("cause_id");

-- AddForeignKey
ALTER TABLE "branch" ADD CONSTRAINT "branch_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "till" ADD CONSTRAINT "till_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "till_log" ADD CONSTRAINT "till_log_till_id_fkey" FOREIGN KEY ("till_id") REFERENCES "till"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment_code" ADD CONSTRAINT "enrolment_code_till_id_fkey" FOREIGN KEY ("till_id") REFERENCES "till"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_account" ADD CONSTRAINT "office_account_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_session" ADD CONSTRAINT "office_session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "office_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
