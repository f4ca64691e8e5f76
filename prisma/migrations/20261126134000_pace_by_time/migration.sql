-- What the pace of a server comes back by: time without a complaint, and the pace at which there was one (lib/database/pace-law.ts).
ALTER TABLE "ServerPace" ADD COLUMN     "easedAt" TIMESTAMPTZ(3),
ADD COLUMN     "holdSeconds" INTEGER NOT NULL DEFAULT 60,
ADD COLUMN     "holdUntil" TIMESTAMPTZ(3),
ADD COLUMN     "slowReason" TEXT,
ADD COLUMN     "slowedAt" TIMESTAMPTZ(3),
ADD COLUMN     "toldMs" INTEGER;
