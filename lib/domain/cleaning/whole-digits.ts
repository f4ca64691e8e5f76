/** Excel keeps 15 digits of a number and writes zeros for the rest. */
export const excelDigits = 15;

/**
 * The digits of a whole number that was stored, exported or shown as a decimal: 123.0 and 1.23E+2 are 123.
 * "lost" if digits are missing (1,23457E+09); null for any other text, plain digits included.
 */
export function wholeDigits(text: string): string | "lost" | null {
  const plain = /^(\d+)[.,]0{1,2}$/.exec(text);
  if (plain?.[1] !== undefined) return plain[1];
  const scientific = /^(\d)(?:[.,](\d+))?[eE]\+?(\d{1,3})$/.exec(text);
  if (scientific === null) return null;
  const mantissa = (scientific[1] ?? "") + (scientific[2] ?? "");
  return mantissa.length === Number(scientific[3]) + 1 && mantissa.length <= excelDigits ? mantissa : "lost";
}

/**
 * The digits from `start` to `end` as a number, up to 15 of them. 0 for anything else, and for leading zeros,
 * since another text could give the same number.
 */
export function plainNumber(text: string, start = 0, end = text.length): number {
  if (start >= end || end - start > excelDigits || text.charCodeAt(start) === 0x30) return 0;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return 0;
    value = value * 10 + digit;
  }
  return value;
}

/** The same for digits grouped by dots or commas (1.234.567); 0 for anything else. */
export function groupedNumber(text: string, start: number, end: number): number {
  if (start >= end || text.charCodeAt(start) === 0x30) return 0;
  let value = 0;
  let digits = 0;
  let run = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) {
      value = value * 10 + (code - 0x30);
      run++;
    } else if (code === 0x2e || code === 0x2c) {
      if (run > 3 || (digits === 0 ? run === 0 : run !== 3)) return 0;
      digits += run;
      run = 0;
    } else return 0;
  }
  return digits > 0 && run === 3 && digits + run <= excelDigits ? value : 0;
}

/**
 * Whether 16 digits may be all that a program wrote: a double keeps them up to 2^53. Four zeros at the end
 * mean that the number was cut to fewer digits.
 */
function mayBeSixteen(digits: string): boolean {
  return digits.length === excelDigits + 1 && !digits.endsWith("0000") && Number.isSafeInteger(Number(digits));
}

/** Whether the last digit of a number cell may be lost: Excel writes the sixteenth digit as 0, whatever it was. */
export function mayBeRounded(digits: string): boolean {
  return digits.length === excelDigits + 1 && digits.endsWith("0");
}

/** The digits of a number cell; "lost" if more than the last may be missing; null for a fraction or a sign. */
export function digitsOfNumberCell(text: string): string | "lost" | null {
  const bare = text.replace(/\.0+$/, "");
  if (!/^\d+$/.test(bare)) return wholeDigits(text);
  return bare.length <= excelDigits || mayBeSixteen(bare) ? bare : "lost";
}
