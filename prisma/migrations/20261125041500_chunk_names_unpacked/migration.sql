-- Read once and soon: packing the names would take longer than writing them.
ALTER TABLE "Chunk" ALTER COLUMN "identifications" SET STORAGE EXTERNAL;
