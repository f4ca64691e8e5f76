/** Digits that a double keeps; a spreadsheet writes zeros for the rest. */
const keptDigits = 15;

/**
 * Whether a program that read `original` as a number may have saved it as `now`: without leading zeros or
 * plus, with groups or zero decimals, or in scientific notation with some of its digits. Blanks are ignored.
 * `isText`: `now` is a text cell.
 */
export function isSavedForm(original: string, now: string, isText: boolean): boolean {
  const before = plain(original);
  const after = plain(now);
  if (before === after) return true;
  const digits = wholeNumber(before.replace(/^\+/, ""));
  if (digits === null) return false;
  const scientific = /^(\d)(?:[.,](\d+))?e\+?(\d{1,3})$/i.exec(after);
  if (scientific !== null)
    return isRounded(withoutZeros(digits), (scientific[1] ?? "") + (scientific[2] ?? ""), Number(scientific[3]));
  const found = wholeNumber(after);
  // No program adds leading zeros.
  if (found === null || found.length > digits.length) return false;
  // A number cell holds a double; in a text, one digit more or less is another number.
  return (!isText && Number(found) === Number(digits)) || withoutZeros(found) === cut(withoutZeros(digits));
}

function plain(text: string): string {
  return text.replace(/[\s\u00a0\u202f]/g, "").replace(/^'/, "");
}

/** The digits of 0123, 1.234.567, 1'234 or 123,00; null for any other text. */
function wholeNumber(text: string): string | null {
  const [, grouped] = /^(\d{1,3}(?:[.,'’]\d{3})+|\d+)(?:[.,]0+)?$/.exec(text) ?? [];
  return grouped?.replace(/[.,'’]/g, "") ?? null;
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}

function cut(digits: string): string {
  return digits.slice(0, keptDigits) + "0".repeat(Math.max(0, digits.length - keptDigits));
}

/**
 * Whether `digits`, rounded to the length of `mantissa`, is mantissa × 10^exponent; the mantissa's point is
 * behind its first digit.
 */
function isRounded(digits: string, mantissa: string, exponent: number): boolean {
  const dropped = digits.length - mantissa.length;
  if (dropped <= 0) return digits.length === exponent + 1 && digits.padEnd(mantissa.length, "0") === mantissa;
  const unit = 10n ** BigInt(dropped);
  const rounded = String((BigInt(digits) + unit / 2n) / unit);
  return rounded.length + dropped === exponent + 1 && rounded.padEnd(mantissa.length, "0").startsWith(mantissa);
}
