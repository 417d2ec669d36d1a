-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "message_id" UUID NOT NULL,
    "cause_id" UUID NOT NULL,
    "sender" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'::uuid,
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
    "fingerprint" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "last_tried_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'open',
    "reason" TEXT NOT NULL DEFAULT '',
    "closed_at" TIMESTAMPTZ(3),
    "message_id" UUID,
    "mutation_id" UUID,

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parked" (
    "message_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "turn" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "waits_from" TIMESTAMPTZ(3),

    CONSTRAINT "parked_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "branch_mail" (
    "branch_id" UUID NOT NULL,
    "summary_to" TEXT[],
    "paper" TEXT NOT NULL,

    CONSTRAINT "branch_mail_pkey" PRIMARY KEY ("branch_id")
);

-- CreateTable
CREATE TABLE "day_shift" (
    "shift_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "business_day" TEXT NOT NULL,
    "report" TEXT,

    CONSTRAINT "day_shift_pkey" PRIMARY KEY ("shift_id")
);

-- CreateTable
CREATE TABLE "day_summary" (
    "branch_id" UUID NOT NULL,
    "business_day" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "editions" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "day_summary_pkey" PRIMARY KEY ("branch_id","business_day")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cause" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outbox_state_sender_id_idx" ON "outbox"("state", "sender", "id");

-- CreateIndex
CREATE INDEX "outbox_cause_id_idx" ON "outbox"("cause_id");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_fingerprint_key" ON "dead_letter"("fingerprint");

-- CreateIndex
CREATE INDEX "dead_letter_state_idx" ON "dead_letter"("state");

-- CreateIndex
CREATE INDEX "parked_next_try_at_idx" ON "parked"("next_try_at");

-- CreateIndex
CREATE INDEX "day_shift_branch_id_business_day_idx" ON "day_shift"("branch_id", "business_day");

-- CreateIndex
CREATE INDEX "day_summary_due_at_idx" ON "day_summary"("due_at");

-- CreateIndex
CREATE INDEX "mail_state_next_try_at_idx" ON "mail"("state", "next_try_at");
-- A message is written once, read once and thrown away: packing it costs more than it saves, and out of line it stays
-- where it is when its row's state changes (a third of the database's work for a message, measured).
ALTER TABLE "outbox" ALTER COLUMN "payload" SET STORAGE EXTERNAL;
