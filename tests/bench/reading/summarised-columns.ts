/** Columns of the portfolio by what they hold. */
export const summarisedColumns = {
  money: 7,
  date: 8,
  days: 9,
  "few-texts": 14,
  names: 1,
  "different-texts": 5,
} as const;
