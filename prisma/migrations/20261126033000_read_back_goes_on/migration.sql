-- A read-back is interrupted at the end of each slice. Without its place it began anew each time, and where nothing is settled (other values,
-- no answer) a batch that takes longer than a slice was asked after until the day was spent.
ALTER TABLE "Batch" ADD COLUMN     "readBackAfter" INTEGER;
