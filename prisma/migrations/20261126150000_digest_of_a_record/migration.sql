-- What a debtor was sent with outlives its payload as a digest; and under which number a correction has it, where that is another.
ALTER TABLE "Record" ADD COLUMN     "digest" TEXT,
ADD COLUMN     "retriedAs" TEXT;
