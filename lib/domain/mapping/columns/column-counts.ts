/**
 * What a column's cells are, counted over all of them. A cell can count several times: 3001234567 is an
 * integer and a telephone.
 */
export interface ColumnCounts {
  /** Whole numbers without a sign, a mark or a currency. */
  readonly integers: number;
  /** Numbers with a mark, a sign or a currency, which only amounts and decimals have. */
  readonly decimals: number;
  readonly currencies: number;
  readonly percents: number;
  /** In any style: -1, 1-, (1). */
  readonly negatives: number;
  readonly parentheses: number;
  readonly dates: number;
  readonly emails: number;
  /**
   * Colombian mobiles and landlines as plain digits (also after 57); with telephone punctuation ten digits,
   * or a + and 7 to 15 digits.
   */
  readonly telephones: number;
  /** 7 to 13 plain digits, 7 to 15 with telephone punctuation, or several telephones in one cell. */
  readonly telephoneLike: number;
  readonly leadingZeros: number;
  /** Cells with letters that are none of the above; also a CNPJ with its marks. */
  readonly texts: number;
  /** Texts with digits and no blank (AB-1234), or with a kind of document in front (CC 123). */
  readonly codes: number;
  /** Integers of one to four digits: days, counts, codes. */
  readonly smallIntegers: number;
  readonly zeros: number;
}

/** Those of a column that is being read. */
export type Counts = { -readonly [Name in keyof ColumnCounts]: number };

export function noCounts(): Counts {
  return {
    integers: 0,
    decimals: 0,
    currencies: 0,
    percents: 0,
    negatives: 0,
    parentheses: 0,
    dates: 0,
    emails: 0,
    telephones: 0,
    telephoneLike: 0,
    leadingZeros: 0,
    texts: 0,
    codes: 0,
    smallIntegers: 0,
    zeros: 0,
  };
}
