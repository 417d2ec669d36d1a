-- A message is written once, read once and thrown away: packing it costs more than it saves, and out of line it stays
-- where it is when its row's state changes (a third of the database's work for a message, measured).
ALTER TABLE "outbox" ALTER COLUMN "payload" SET STORAGE EXTERNAL;
