import { isOtherCurrency } from "../cleaning/currency.ts";
import { foldText } from "../cleaning/fold-text.ts";

/** Currency codes that are another word at least as often: "Saldo pen." is pending. */
const otherWords: ReadonlySet<string> = new Set(["PEN", "VES", "CAD"]);

/** What precedes a currency that all amounts are in: "expresados en dólares", "Moneda: USD", "miles de dólares". */
const leads = /(?:^|\s)(?:en|in|em|monedas?|divisas?|currency|moedas?|(?:miles|millones|milhares|milhoes) de)$/;
/** The only words that a cell may have beside its currency: "(USD)", "miles US$". */
const fillers = /^(?:(?:en|in|em|de|miles|millones|thousands|millions|milhares|milhoes|valores|cifras|saldos?) ?)*$/;

/** A row beside the data that names a currency other than the tenant's for the amounts. */
export interface SaidCurrency {
  readonly line: number;
  readonly text: string;
  /** As the row spells it. */
  readonly found: string;
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{Sc}/]+/u).filter((word) => word !== "");
}

function isOther(word: string, own: string): boolean {
  return !otherWords.has(word.toUpperCase()) && isOtherCurrency(word, own);
}

/** Words of a header that name a currency other than the tenant's. */
export function otherCurrencies(header: string, own: string): readonly string[] {
  return wordsOf(header).filter((word) => isOther(word, own));
}

function currencyOfCell(cell: string, own: string): string | null {
  const words = wordsOf(cell);
  const found = words.find((word, at) => {
    if (!isOther(word, own)) return false;
    const before = foldText(words.slice(0, at).join(" "));
    return leads.test(before) || fillers.test(foldText(words.filter((_, other) => other !== at).join(" ")));
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
