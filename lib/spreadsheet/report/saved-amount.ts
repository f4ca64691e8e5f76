import type { DecimalMark } from "#lib/domain/cleaning/decimal.ts";
import type { CellKind } from "#lib/domain/table/table.ts";

const marks = [",", "."] as const satisfies readonly DecimalMark[];
/** From twelve digits on a spreadsheet shows scientific notation, and of more than fifteen it keeps zeros. */
const shownDigits = 11;

/** By decimal mark, what a program with that mark takes for a number: its whole digits in any groups of three or in none. */
const numberForms: Readonly<Record<DecimalMark, RegExp>> = {
  ",": /^(\d+(?:\.\d{3})*)(?:,(\d*))?$/,
  ".": /^(\d+(?:,\d{3})*)(?:\.(\d*))?$/,
};

/** Whether some program, of whatever language, saves an amount or a compact date otherwise: 291.000, 1.234,50, 07042026. */
export function isChangedBySaving(text: string, kind: CellKind): boolean {
  // A number of a workbook is written with a point, and a program of another language saves it with a comma.
  if (kind === "number") return /[.e]/i.test(text) || text.length > shownDigits;
  return marks.some((mark) => {
    const value = decimalOf(text, mark);
    return value !== null && (value.replace(".", mark) !== text || text.length > shownDigits);
  });
}

/**
 * Whether a program that took `original` for an amount under one of the marks may have saved it as `now`, with whichever mark: a workbook
 * of one language may have been made a CSV by another.
 */
export function isSavedAmount(original: string, now: string, isText: boolean): boolean {
  const before = marks.map((mark) => decimalOf(original, mark)).filter((value) => value !== null);
  if (!isText) return before.some((value) => Number(value) === Number(now));
  // Zeros in front of what had none are no program's doing.
  if (/^\D*0\d/.test(now)) return false;
  return marks.some((mark) => before.some((value) => value === decimalOf(now, mark)));
}

/** A plain decimal with a point and no needless zero; null where a program with that mark has it for text. Currency signs do not count. */
function decimalOf(text: string, mark: DecimalMark): string | null {
  const [, minus, open, amount = "", close, behind] =
    /^([+-])?(\()?(\d[\d.,]*|[.,]\d+)(\))?(-)?$/.exec(text.replace(/[\s\u00a0\u202f$€£]/g, "")) ?? [];
  if ((open === undefined) !== (close === undefined)) return null;
  const [, whole, fraction = ""] = numberForms[mark].exec(amount.startsWith(mark) ? `0${amount}` : amount) ?? [];
  if (whole === undefined) return null;
  const digits = whole.replace(/[.,]/g, "").replace(/^0+(?=\d)/, "");
  const decimals = fraction.replace(/0+$/, "");
  const isNegative = minus === "-" || open !== undefined || behind !== undefined;
  return `${isNegative ? "-" : ""}${digits}${decimals === "" ? "" : `.${decimals}`}`;
}
