-- AlterTable
ALTER TABLE "Upload" ADD COLUMN     "confirmedRepeats" "RepeatBehaviour";
