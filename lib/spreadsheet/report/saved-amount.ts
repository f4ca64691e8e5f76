import type { DecimalMark } from "#lib/domain/cleaning/decimal.ts";
import type { CellKind } from "#lib/domain/table/table.ts";

const marks = [",", "."] as const satisfies readonly DecimalMark[];

/** By decimal mark, how a program with that mark writes a number, grouped or not. */
const writtenForms: Readonly<Record<DecimalMark, RegExp>> = {
  ",": /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d*))?$/,
  ".": /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?$/,
};
/** What such a program reads as a number: the first group may have any length. */
const takenForms: typeof writtenForms = {
  ",": /^(\d+(?:\.\d{3})*)(?:,(\d*))?$/,
  ".": /^(\d+(?:,\d{3})*)(?:\.(\d*))?$/,
};

/**
 * Whether a program of some language would save an amount or a compact date differently: 291.000, 1.234,50,
 * 07042026; or 291000, once its column is formatted with groups.
 */
export function isChangedBySaving(text: string, kind: CellKind): boolean {
  // A workbook's number is written with a point here; a program of another language saves it with a comma.
  if (kind === "number") return /[.e]|\d{4}/i.test(text);
  return marks.some((mark) => {
    const value = decimalOf(text, mark);
    return value !== null && (value.replace(".", mark) !== text || /\d{4}/.test(text));
  });
}

/** Whether a changed amount is exactly 1/1000 or 1000 times the original, under any decimal marks. */
export function isThousandth(original: string, now: string): boolean {
  if (isSavedAmount(original, now, true)) return false;
  const values = (text: string, forms: typeof takenForms) =>
    marks.map((mark) => Number(decimalOf(text, mark, forms) ?? Number.NaN));
  const after = values(now, writtenForms);
  return values(original, takenForms).some(
    (before) => before !== 0 && after.some((it) => it === before * 1000 || it * 1000 === before),
  );
}

/** Whether a changed amount has the same digits, with the mark or last zeros elsewhere: 1250000.5 as 12500005. */
export function isRescaled(original: string, now: string): boolean {
  if (isSavedAmount(original, now, true)) return false;
  const digits = (text: string, forms: typeof takenForms): string[] =>
    marks.flatMap((mark) => {
      const value = decimalOf(text, mark, forms)?.replace(".", "") ?? "";
      return /[1-9]/.test(value) ? value.replace(/^(-?)0+/, "$1").replace(/0+$/, "") : [];
    });
  const after = digits(now, writtenForms);
  return digits(original, takenForms).some((before) => after.includes(before));
}

/**
 * Whether an amount is the original without its cents, rounded or cut, as a format without decimals saves it.
 * Not for originals that may have thousands instead of cents.
 */
export function isRoundedAmount(original: string, now: string): boolean {
  const readings = new Set(marks.map((mark) => decimalOf(original, mark)).filter((value) => value !== null));
  const [, minus = "", whole = "", decimals] = /^(-?)(\d+)\.(\d+)$/.exec([...readings][0] ?? "") ?? [];
  if (readings.size !== 1 || decimals === undefined) return false;
  const rounded = [whole, ...(decimals >= "5" ? [String(BigInt(whole) + 1n)] : [])].map((digits) => minus + digits);
  return marks.some((mark) => rounded.includes(decimalOf(now, mark, writtenForms) ?? ""));
}

/**
 * Whether a program that read `original` as an amount under one of the marks may have saved it as `now` under
 * either mark: one program may have made a workbook and another, of another language, a CSV of it. `isText`:
 * `now` is a text cell.
 */
export function isSavedAmount(original: string, now: string, isText: boolean): boolean {
  const before = marks.map((mark) => decimalOf(original, mark)).filter((value) => value !== null);
  if (!isText) return before.some((value) => Number(value) === Number(now));
  // No program adds leading zeros.
  if (/^\D*0\d/.test(now)) return false;
  return marks.some((mark) => before.some((value) => value === decimalOf(now, mark, writtenForms)));
}

/**
 * The amount as a plain decimal with a point, without needless zeros or currency sign; null if a program with
 * that mark reads it as text.
 */
function decimalOf(text: string, mark: DecimalMark, forms = takenForms): string | null {
  const [, minus, open, amount = "", close, behind] =
    /^([+-])?(\()?(\d[\d.,]*|[.,]\d+)(\))?(-)?$/.exec(text.replace(/[\s\u00a0\u202f$€£]/g, "")) ?? [];
  if ((open === undefined) !== (close === undefined)) return null;
  const [, whole, fraction = ""] = forms[mark].exec(amount.startsWith(mark) ? `0${amount}` : amount) ?? [];
  if (whole === undefined) return null;
  const digits = whole.replace(/[.,]/g, "").replace(/^0+(?=\d)/, "");
  const decimals = fraction.replace(/0+$/, "");
  const isNegative = minus === "-" || open !== undefined || behind !== undefined;
  return `${isNegative ? "-" : ""}${digits}${decimals === "" ? "" : `.${decimals}`}`;
}
