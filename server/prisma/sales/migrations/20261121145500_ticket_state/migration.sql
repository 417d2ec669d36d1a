-- CreateTable
CREATE TABLE "ticket_state" (
    "ticket_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "data" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "ticket_state_pkey" PRIMARY KEY ("ticket_id")
);
