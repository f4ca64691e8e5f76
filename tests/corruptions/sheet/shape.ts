import { type Random, randomAt } from "#tests/support/portfolio/random.ts";
import { type Bank, banks } from "./bank.ts";

export const textFormats = ["csv", "tsv", "txt"] as const;
export const packageFormats = ["xlsx", "xlsm"] as const;
/** Written by a library, which takes a few times longer, so they are drawn less often. */
export const libraryFormats = ["xlsb", "xls", "ods"] as const;
export const workbookFormats = [...packageFormats, ...libraryFormats] as const;
export const formats = [...textFormats, ...workbookFormats, "html"] as const;
export type Format = (typeof formats)[number];

export const moneyStyles = ["1.234,56", "1234,56", "1,234.56", "1234.56", "1.234", "$ 1.234,56"] as const;
export const dateStyles = ["dd/mm/yyyy", "dd-mm-yyyy", "yyyy-mm-dd", "mm/dd/yyyy", "yyyymmdd", "dd-mmm-yyyy"] as const;
/** Also styles that no untouched file has, such as two-digit years: only operators write them. */
export type DateStyle = (typeof dateStyles)[number] | "dd/mm/yy" | "yy/mm/dd" | "mm/dd/yy" | "serial" | "iso time";
export const identificationStyles = ["plain", "plain", "plain", "dots", "prefixed"] as const;

/** How a bank writes its portfolio: everything about the file except its debtors. */
export interface Shape {
  readonly format: Format;
  readonly bank: Bank;
  readonly rows: number;
  readonly delimiter: ";" | "," | "\t" | "|";
  readonly encoding: "utf-8" | "utf-8 mark" | "windows-1252" | "cp850" | "utf-16le";
  readonly lineEnd: "\r\n" | "\n";
  readonly isAllQuoted: boolean;
  readonly money: (typeof moneyStyles)[number];
  readonly dates: DateStyle;
  readonly identifications: (typeof identificationStyles)[number];
  /** In workbooks: amounts and dates are numbers with a format, as in Excel, rather than text. */
  readonly hasNumbers: boolean;
  readonly hasDates: boolean;
  /** How many title lines are above the header. */
  readonly titles: number;
}

const weights: readonly Format[] = [
  ...(["csv", "csv", "csv", "csv", "tsv", "txt", "xlsx", "xlsx", "xlsx", "xlsm"] as const),
  ...(["xlsb", "xls", "ods", "html"] as const),
];

/** The shape of a case, always the same for the same seed and number; its format is one of `among`. */
export function shapeAt(seed: number, number: number, among: readonly Format[] = formats): Shape {
  const random = randomAt(seed, number, 21);
  const format = random.pick(weights.filter((one) => among.includes(one)));
  return {
    format,
    bank: random.pick(banks),
    rows: random.integer(10, 60),
    delimiter: delimiterOf(format, random),
    encoding: random.pick(["utf-8", "utf-8 mark", "windows-1252", "windows-1252", "cp850", "utf-16le"]),
    lineEnd: random.pick(["\r\n", "\r\n", "\n"]),
    isAllQuoted: random.chance(0.15),
    money: random.pick(moneyStyles),
    dates: random.pick(dateStyles),
    identifications: random.pick(identificationStyles),
    hasNumbers: random.chance(0.75),
    hasDates: random.chance(0.75),
    titles: random.pick([0, 0, 0, 1, 2, 3]),
  };
}

function delimiterOf(format: Format, random: Random): Shape["delimiter"] {
  if (format === "tsv") return "\t";
  return format === "txt" ? random.pick(["|", "\t", ";"]) : random.pick([";", ";", ","]);
}

export function isText(format: Format): boolean {
  return textFormats.some((one) => one === format);
}

export function isPackage(format: Format): boolean {
  return packageFormats.some((one) => one === format);
}
