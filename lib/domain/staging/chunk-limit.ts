/** 5,000 rows of 16 columns are some 150 KB compressed; a chunk of this size has rows nobody's spreadsheet has. */
export const maxChunkBytes = 16 * 1024 * 1024;
