-- CreateTable
CREATE TABLE "intent" (
    "id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "correlation_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    "reference" TEXT,
    "token" TEXT,
    "charged_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "intent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intent_step" (
    "id" UUID NOT NULL,
    "intent_id" UUID NOT NULL,
    "refund_id" UUID,
    "state" TEXT NOT NULL,
    "cause" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "intent_step_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "intent_next_try_at_idx" ON "intent"("next_try_at");

-- CreateIndex
CREATE INDEX "intent_reference_idx" ON "intent"("reference");

-- CreateIndex
CREATE INDEX "intent_step_intent_id_idx" ON "intent_step"("intent_id");
