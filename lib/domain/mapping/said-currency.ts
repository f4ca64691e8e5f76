import { isOtherCurrency } from "../cleaning/currency.ts";
import { foldText } from "../cleaning/fold-text.ts";

/** Words that mean something else at least as often: "Saldo pen." is pending. */
const otherWords: ReadonlySet<string> = new Set(["PEN", "VES", "CAD"]);

/** What stands before a currency in which all is: "expresados en dólares", "Moneda: USD", "miles de dólares". */
const leads = /(?:^|\s)(?:en|in|em|monedas?|divisas?|currency|moedas?|(?:miles|millones|milhares|milhoes) de)$/;
/** A cell has nothing beside it but such words: "(USD)", "miles US$". */
const fillers = /^(?:(?:en|in|em|de|miles|millones|thousands|millions|milhares|milhoes|valores|cifras|saldos?) ?)*$/;

/** A row beside the data that names another currency than the tenant's for its amounts. */
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

/** Words of a header that name another currency than the tenant's. */
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

/** The first row that names another currency than the tenant's in a cell of its own, or as the one that its amounts are in. */
export function saidCurrency(
  rows: readonly { readonly line: number; readonly text: string; readonly cells: readonly string[] }[],
  own: string,
): SaidCurrency | null {
  for (const { line, text, cells } of rows) {
    // A cell with a figure is an amount of its own row, and of no other.
    const found = cells.flatMap((cell) => (/^[^\p{L}]*\d/u.test(cell) ? [] : (currencyOfCell(cell, own) ?? [])))[0];
    if (found !== undefined) return { line, text: text.slice(0, 120), found };
  }
  return null;
}
