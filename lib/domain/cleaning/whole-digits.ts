/** Excel keeps 15 digits of a number; those behind it are zeros. */
export const excelDigits = 15;

/**
 * The digits of a number that was stored, exported or shown as a decimal: 123.0 and 1.23E+2 are 123.
 * "lost" when digits are missing (1,23457E+09), null when it is no whole number at all.
 */
export function wholeDigits(text: string): string | "lost" | null {
  const plain = /^(\d+)[.,]0{1,2}$/.exec(text);
  if (plain?.[1] !== undefined) return plain[1];
  const scientific = /^(\d)(?:[.,](\d+))?[eE]\+?(\d{1,3})$/.exec(text);
  if (scientific === null) return null;
  const mantissa = (scientific[1] ?? "") + (scientific[2] ?? "");
  return mantissa.length === Number(scientific[3]) + 1 && mantissa.length <= excelDigits ? mantissa : "lost";
}

/** The digits from `start` to `end` as a number; 0 for anything that another text could also come to, such as leading zeros. */
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

/** The same for digits grouped by dots or commas, 1.234.567. */
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

/** Up to 2^53 a double keeps 16 digits, as a program wrote them. Of so many zeros at the end no number is: it was cut to fewer digits. */
function mayBeSixteen(digits: string): boolean {
  return digits.length === excelDigits + 1 && !digits.endsWith("0000") && Number.isSafeInteger(Number(digits));
}

/** Whether the digits of a number cell may have ended in another one than 0: nothing else is left of the sixteenth by Excel. */
export function mayBeRounded(digits: string): boolean {
  return digits.length === excelDigits + 1 && digits.endsWith("0");
}

/** Digits of a number cell; "lost" where more than the last may be missing. A fraction or a sign makes it no identification: null. */
export function digitsOfNumberCell(text: string): string | "lost" | null {
  const bare = text.replace(/\.0+$/, "");
  if (!/^\d+$/.test(bare)) return wholeDigits(text);
  return bare.length <= excelDigits || mayBeSixteen(bare) ? bare : "lost";
}
