/**
 * 5,000 rows of 16 columns take about 150 KB compressed; no real spreadsheet has rows that
 * fill a chunk of this size.
 */
export const maxChunkBytes = 16 * 1024 * 1024;
