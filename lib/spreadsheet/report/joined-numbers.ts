/** Numbers of obligations in one cell. No spreadsheet takes the bar for a part of a number, a date or a column's end. */
export function joinedNumbers(numbers: readonly string[]): string {
  return numbers.join(" | ");
}
