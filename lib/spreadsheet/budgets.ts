/**
 * Limits for one file. A file within them is read in bounded memory. A file beyond them is refused during
 * reading, with the limit's own code, so a zip bomb cannot fill the tab.
 */

/** A million rows of 16 columns are 200 MB of CSV. The text stays in memory: beyond 512 MB a tab runs out. */
export const maxFileBytes = 512 * 1024 * 1024;

/** Excel allows 1,048,576 rows a sheet; a text file may have some more. */
export const maxRows = 2_000_000;

/** A portfolio has 16 to 60 columns; a mapping has room for 2,000. */
export const maxColumns = 2_000;

/** Excel's last row and column: a cell beyond them is a broken reference. */
export const maxSheetRow = 1_048_576;
export const maxSheetColumn = 16_384;

/** Characters of all cells together. The engine needs one or two bytes for each. */
export const maxCharacters = 512 * 1024 * 1024;

/**
 * A cell of about thirty characters of XML can refer to a shared string of any length. Real sheets have at
 * most two or three characters of text per character of XML. Beyond this many characters, more than
 * `maxExpansion` per character of XML is one long string used over and over.
 */
export const expansionGraceCharacters = 64 * 1024 * 1024;
export const maxExpansion = 16;

/** Characters of one row. A cell of Excel has at most 32,767, so nobody typed a longer row. */
export const maxRowCharacters = 8 * 1024 * 1024;

/**
 * Bytes of one inflated entry of a workbook, and of all entries that are read. A million rows of 26 columns
 * with their texts in the sheet are 1.7 GB of XML; only the cells are kept.
 */
export const maxEntryBytes = 2_500 * 1024 * 1024;
export const maxInflatedBytes = 3_000 * 1024 * 1024;

/**
 * Deflate reaches 1,032 to 1; real sheets reach about 20. After this many inflated bytes, more than
 * `maxInflationRatio` per packed byte is a bomb.
 */
export const inflationGraceBytes = 64 * 1024 * 1024;
export const maxInflationRatio = 100;

/** A workbook with pictures has hundreds of entries. */
export const maxEntries = 10_000;

/** Distinct shared strings of a workbook, and their characters. */
export const maxSharedStrings = 16_000_000;
export const maxSharedCharacters = 400 * 1024 * 1024;

/** For formats that a library reads whole (XLS, XLSB, ODS, HTML…): it needs about 20 times the file's size. */
export const maxWholeReadBytes = 64 * 1024 * 1024;
export const maxWholeReadInflatedBytes = 256 * 1024 * 1024;
