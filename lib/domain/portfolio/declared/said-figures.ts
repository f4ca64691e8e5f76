import { currencyAround } from "../../cleaning/currency.ts";
import { type Decimal, type DecimalMark, readDecimal, roundTo, withoutFloatNoise } from "../../cleaning/decimal.ts";
import { foldText } from "../../cleaning/fold-text.ts";
import { tidy } from "../../cleaning/tidy.ts";
import { greatestHeader, pattern } from "../../pattern.ts";
import { type CellKind, kindLetters } from "../../table/table.ts";
import { labelOf, nounOf } from "./declared-words.ts";

/** A figure of a row that is no data, with the words that may name it. */
export interface SaidFigure {
  readonly text: string;
  readonly kind: CellKind;
  readonly column: number;
  /** The words before it, up to the figure before; what follows the last separator that names anything. */
  readonly label: string;
  /** Its cell has nothing else. */
  readonly isAlone: boolean;
}

/** Dates, times and years of a date: their digits are no figures. */
const days = pattern(
  "a day in a note",
  greatestHeader,
  /\d{4}[/.-]\d{1,2}[/.-]\d{1,2}(?:[t ]\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})\b|\d{1,2}\.\d{1,2}\.\d{4}\b|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2} (?:de )?\p{L}{3,10}\.? (?:del? )?(?:19|20)\d{2}\b/giu,
);

const money = "(?:cop|usd|brl|mxn|pen|clp|ars|eur|us\\$|u\\$s|r\\$|s/\\.?|\\$|€)";
const figure = pattern(
  "a figure in a note",
  greatestHeader,
  new RegExp(
    `(?<![\\p{L}\\d.,/#-])(?:-?\\s?${money}\\s?)?[-−]?(?:\\d{1,3}(?: \\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,'’]\\d+)*)(?![\\p{L}\\d%/-]|[.,]\\d| ?%)`,
    "giu",
  ),
);
const separators = /[;|·\u0000]|\s[-–—]\s|[.,](?=\s)/;

/** The figures of a row in order, each with its words. Cells with a sheet's errors, dates and booleans have none. */
export function saidFigures(cells: readonly string[], kinds: string | null): SaidFigure[] {
  const found: SaidFigure[] = [];
  /** Words since the last figure; cells are separated by zero characters. */
  let before = "";
  for (const [column, cell] of cells.entries()) {
    const letter = kinds?.[column] ?? kindLetters.text;
    const text = tidy(cell);
    if (text === "") continue;
    if (letter === kindLetters.number) {
      found.push({ text, kind: "number", column, label: lastNaming(before), isAlone: true });
      before = "";
      continue;
    }
    if (letter !== kindLetters.text) {
      before = "";
      continue;
    }
    const plain = text.replace(days, (day) => "#".repeat(day.length));
    let from = 0;
    for (const match of plain.matchAll(figure)) {
      const words = nounToFigure(found, column, plain.slice(from, match.index));
      const isAlone = match[0].length === plain.length || isDressed(plain, match[0]);
      const text = isAlone ? plain : match[0];
      found.push({ text, kind: "text", column, label: lastNaming(before + words), isAlone });
      before = "";
      from = match.index + match[0].length;
    }
    before += `${nounToFigure(found, column, plain.slice(from))}\u0000`;
  }
  return found;
}

/** "(1.234,00)", "$ 1.234 COP", "1.234-": a figure with nothing but signs and a currency around it. */
function isDressed(cell: string, match: string): boolean {
  const at = cell.indexOf(match);
  const around = `${cell.slice(0, at)} ${cell.slice(at + match.length)}`.trim();
  return /^[()\s\-−]*$/.test(around.replace(currencyAround, ""));
}

/**
 * "3000 registros por $ 1.234,00": a noun right behind a figure that has none names that one. Returns the words
 * that are left for the next.
 */
function nounToFigure(found: SaidFigure[], column: number, words: string): string {
  const last = found.at(-1);
  if (last === undefined || last.column !== column || last.isAlone) return words;
  const [, first = "", rest = ""] = /^\s*(?:de\s+|of\s+)?(\p{L}+)(.*)$/su.exec(words) ?? [];
  if (nounOf(foldText(first)) === null || (labelOf(last.label)?.figure ?? null) !== null) return words;
  found[found.length - 1] = { ...last, label: `${last.label} ${first}` };
  return rest;
}

/** The part behind the last separator that says anything, or the part before it if that only has a currency. */
function lastNaming(words: string): string {
  const parts = words
    .replace(/^.*#/s, "")
    .split(separators)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const at = parts.findLastIndex((part) => {
    const label = labelOf(part);
    return label === null || label.figure !== null || label.isTotal || label.isSubtotal || label.others.length > 0;
  });
  return at < 0 ? "" : (parts[at] ?? "");
}

/** The count that a figure can be; null if it has decimals, a currency or groups that are no thousands. */
export function countOf({ text, kind }: Pick<SaidFigure, "text" | "kind">): number | null {
  const digits =
    kind === "number"
      ? text.replace(/\.0+$/, "")
      : text.replace(/^(\d{1,3})(?:([.,'’ ])\d{3})(?:\2\d{3})*$/, (all) => all.replace(/\D/g, ""));
  const count = /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  return count <= 2_147_483_647 ? count : null;
}

/** What an amount can mean, in cents. */
export interface AmountReading {
  readonly cents: readonly bigint[];
  /** The text has one meaning, and that is money: it has no fraction of three digits. */
  readonly isCertain: boolean;
  /** It is written without cents. */
  readonly isWhole: boolean;
}

/** Reads an amount under the column's decimal mark, if that is known; nobody can tell what 1.230 means without it. */
export function readAmount(
  { text, kind }: Pick<SaidFigure, "text" | "kind">,
  mark: DecimalMark | undefined,
): AmountReading {
  const { digits, isNegative } = undress(text);
  const under = (mark?: DecimalMark) => readDecimal(digits, mark, isNegative);
  if (kind === "number") return readingOf([under(".")], true);
  const alone = under();
  if (alone !== "ambiguous") return readingOf([alone]);
  const told = mark === undefined ? alone : under(mark);
  if (typeof told !== "string" && told.fraction === "") return readingOf([told]);
  return { ...readingOf([under(","), under(".")]), isCertain: false };
}

/** Whether a figure looks like money: it has a currency or two decimals. */
export function looksLikeMoney({ text, kind }: Pick<SaidFigure, "text" | "kind">): boolean {
  return kind === "number" ? /\.\d{1,2}$/.test(text) : /[.,]\d{2}\)?[-−]?$/.test(text) || /[^\d.,'’ ()\-−]/.test(text);
}

function readingOf(read: readonly (Decimal | string)[], hasNoise = false): AmountReading {
  const cents = read.flatMap((each) => {
    if (typeof each === "string" || each.whole.length > 18) return [];
    const decimal = hasNoise ? roundTo(withoutFloatNoise(each), 2) : each;
    const fraction = decimal.fraction.replace(/0+$/, "");
    if (fraction.length > 2) return [];
    const value = BigInt(decimal.whole + fraction.padEnd(2, "0"));
    return [decimal.isNegative ? -value : value];
  });
  const isWhole = read.every((each) => typeof each !== "string" && each.fraction === "");
  return { cents: [...new Set(cents)], isCertain: cents.length === 1, isWhole };
}

function undress(text: string): { digits: string; isNegative: boolean } {
  const isBracketed = text.startsWith("(") && text.endsWith(")");
  const bare = (isBracketed ? text.slice(1, -1) : text).trim().replace(currencyAround, "").trim();
  const isNegative = isBracketed || /^[-−]|[-−]$/.test(bare) || /^[-−]/.test(text);
  const digits = bare.replace(/^[-−]\s?|\s?[-−]$/g, "").replace(currencyAround, "");
  return { digits: digits.trim(), isNegative };
}
