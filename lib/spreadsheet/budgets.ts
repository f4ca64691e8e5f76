/**
 * What a file may cost. A file within them is read in bounded memory; one beyond them is refused by name while it is
 * being read, so that a zip bomb never gets as far as filling the tab.
 */

/** A million rows of 16 columns are 200 MB of CSV. Its text is held, so beyond 512 MB a tab runs out of memory. */
export const maxFileBytes = 512 * 1024 * 1024;

/** Excel's own limit for a sheet is 1,048,576 rows; a text file may have some more. */
export const maxRows = 2_000_000;

/** A portfolio has 16 to 60 columns; a mapping has room for 2,000. */
export const maxColumns = 2_000;

/** Excel's last row and column: a cell beyond them is a broken reference. */
export const maxSheetRow = 1_048_576;
export const maxSheetColumn = 16_384;

/** Characters of all cells together. The engine needs one or two bytes for each. */
export const maxCharacters = 512 * 1024 * 1024;

/**
 * A cell of some thirty characters of XML can name a shared text of any length. Real sheets have at most two or three characters of
 * text for one of XML; beyond this many characters more than `maxExpansion` for one is a long text used over and over.
 */
export const expansionGraceCharacters = 64 * 1024 * 1024;
export const maxExpansion = 16;

/** Characters of one row; a cell of Excel has at most 32,767, so this is a row nobody typed. */
export const maxRowCharacters = 8 * 1024 * 1024;

/**
 * Bytes of one inflated entry of a workbook, and of all that are read. A million rows of 26 columns with their texts in
 * the sheet are 1.7 GB of XML, of which only the cells are kept.
 */
export const maxEntryBytes = 2_500 * 1024 * 1024;
export const maxInflatedBytes = 3_000 * 1024 * 1024;

/**
 * Deflate reaches 1,032 to 1; real sheets reach about 20. Once this many bytes have come out, more than `maxInflationRatio` for each byte
 * that went in is a bomb.
 */
export const inflationGraceBytes = 64 * 1024 * 1024;
export const maxInflationRatio = 100;

/** A workbook with pictures has hundreds of entries. */
export const maxEntries = 10_000;

/** Distinct texts of a workbook, and their characters. */
export const maxSharedStrings = 16_000_000;
export const maxSharedCharacters = 400 * 1024 * 1024;

/** Formats that are read as a whole by a library (XLS, XLSB, ODS, HTML…): it needs about 20 times the file. */
export const maxWholeReadBytes = 64 * 1024 * 1024;
export const maxWholeReadInflatedBytes = 256 * 1024 * 1024;
