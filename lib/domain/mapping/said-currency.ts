import { foreignMoney, isCurrency, isOtherCurrency } from "../cleaning/currency.ts";
import { foldText } from "../cleaning/fold-text.ts";
import { greatestHeader, pattern } from "../pattern.ts";

/** Currency codes that are another word at least as often: "Saldo pen." is pending. */
const otherWords: ReadonlySet<string> = new Set(["PEN", "VES", "CAD"]);

/** What precedes a currency that all amounts are in: "expresados en dólares", "Moneda: USD", "miles de dólares". */
const leads = /(?:^|\s)(?:en|in|em|monedas?|divisas?|currency|moedas?|(?:miles|millones|milhares|milhoes) de)$/;
/** The only words that a cell may have beside its currency: "(USD)", "miles US$". */
const fillers =
  /^(?:(?:en|in|em|de|miles|millones|thousands|millions|milhares|milhoes|valores|cifras|saldos?|montos|importes|monedas?|moedas?|amounts) ?)*$/;

/** Of a row's amounts: alone or after "en", but not in "No incluye moneda extranjera". */
const allForeign = pattern(
  "another currency of all",
  greatestHeader,
  new RegExp(`(?<=^\\P{L}*|(?:^|\\P{L})(?:[Ee][Nn]|[Ii][Nn]|[Ee][Mm])\\P{L}+)(?:${foreignMoney.source})`, "u"),
);

/** A row beside the data that names a currency other than the tenant's for the amounts. */
export interface SaidCurrency {
  readonly line: number;
  readonly text: string;
  /** As the row spells it. */
  readonly found: string;
}

function wordsOf(text: string): readonly string[] {
  const spelled = text.replaceAll(/(?<!\p{L})U\. ?S\. ?(?=D|\$)/giu, "US");
  return spelled.split(/[^\p{L}\p{Sc}/]+/u).filter((word) => word !== "");
}

function isOther(word: string, own: string): boolean {
  return !otherWords.has(word.toUpperCase()) && isOtherCurrency(word, own);
}

/** Words of a header that name a currency other than the tenant's. */
export function otherCurrencies(header: string, own: string): readonly string[] {
  const spaced = header.replaceAll("_", " ").replaceAll(/(\p{Ll})(?=\p{Lu})/gu, "$1 ");
  const foreign = foreignMoney.exec(spaced)?.slice(0, 1) ?? [];
  return [...wordsOf(spaced).filter((word) => isOther(word, own)), ...foreign];
}

/** The name of the sheet that is read, or of the file, if it names a currency other than the tenant's. */
export interface NamedCurrency {
  readonly by: "sheet" | "file";
  readonly name: string;
  /** As the name spells it. */
  readonly found: string;
}

/**
 * The currency other than the tenant's in the name of the sheet, else of the file; null if there is none, or if
 * the sheet names the tenant's. `sheet`: null for a text file.
 */
export function namedCurrency(sheet: string | null, file: string, own: string): NamedCurrency | null {
  const named = [
    { by: "sheet", name: sheet ?? "", text: sheet ?? "" },
    { by: "file", name: file, text: file.replace(/\.[^.]*$/u, "") },
  ] as const;
  for (const { by, name, text } of named) {
    const spaced = text.replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ");
    const [found] = otherCurrencies(spaced, own);
    if (found !== undefined) return { by, name, found };
    if (wordsOf(spaced).some((word) => isCurrency(word) && !isOtherCurrency(word, own))) return null;
  }
  return null;
}

/** Whether a text has no words but those that may stand beside a currency. */
function isFilled(text: string): boolean {
  return fillers.test(foldText(wordsOf(text).join(" ")));
}

function currencyOfCell(cell: string, own: string): string | null {
  const foreign = (allForeign.exec(cell) ?? foreignMoney.exec(cell))?.[0];
  if (foreign !== undefined && (allForeign.test(cell) || isFilled(cell.replace(foreign, " ")))) return foreign;
  const words = wordsOf(cell);
  const found = words.find((word, at) => {
    if (!isOther(word, own)) return false;
    const before = foldText(words.slice(0, at).join(" "));
    return leads.test(before) || isFilled(words.filter((_, other) => other !== at).join(" "));
  });
  return found ?? null;
}

/**
 * The first row that names a currency other than the tenant's, alone in a cell or as the one that the amounts
 * are in; null if there is none.
 */
export function saidCurrency(
  rows: readonly { readonly line: number; readonly text: string; readonly cells: readonly string[] }[],
  own: string,
): SaidCurrency | null {
  for (const { line, text, cells } of rows) {
    // A cell with a figure is an amount of its own row and says nothing about others.
    const found = cells.flatMap((cell) => (/^[^\p{L}]*\d/u.test(cell) ? [] : (currencyOfCell(cell, own) ?? [])))[0];
    if (found !== undefined) return { line, text: text.slice(0, 120), found };
  }
  return null;
}
