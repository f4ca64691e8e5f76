/** Codes that may stand around amounts: those of the Americas, and what is borrowed in there, units of account among them. */
const codes = "cop|usd|brl|mxn|pen|clp|ars|eur|gbp|cad|uyu|pyg|bob|crc|gtq|hnl|nio|dop|pab|ves|uvr|uf|chf|jpy|cny";
/** Signs that one country or few of them have. A bare $ is of many. */
const signs = "us\\$|u\\$s|u\\$d|r\\$|rd\\$|[€£¥₡¢₲]";

/** Currencies as they stand around amounts; anything else beside the digits is an error. */
export const currencyAround: RegExp = new RegExp(
  `^(?:(?:${codes})\\$?|col\\$|mx\\$|c\\$|\\$u|s/\\.?|b/\\.?|bs\\.?|gs\\.?|${signs}|\\$)\\s*|\\s*(?:${codes}|pesos|d[oó]lar(?:es)?|euros|soles|reais|bs\\.?|gs\\.?|${signs}|\\$)$`,
  "gi",
);

/** The currencies that a sign or a word may mean. */
const codesOf: Readonly<Record<string, readonly string[]>> = {
  pesos: ["COP", "MXN", "CLP", "ARS", "UYU", "DOP"],
  col$: ["COP"],
  mx$: ["MXN"],
  us$: ["USD"],
  u$s: ["USD"],
  u$d: ["USD"],
  dolar: ["USD"],
  dólar: ["USD"],
  dolares: ["USD"],
  dólares: ["USD"],
  r$: ["BRL"],
  reais: ["BRL"],
  "s/": ["PEN"],
  "s/.": ["PEN"],
  soles: ["PEN"],
  rd$: ["DOP"],
  c$: ["NIO", "CAD"],
  $u: ["UYU"],
  "b/": ["PAB"],
  "b/.": ["PAB"],
  bs: ["BOB", "VES"],
  "bs.": ["BOB", "VES"],
  gs: ["PYG"],
  "gs.": ["PYG"],
  "₲": ["PYG"],
  "₡": ["CRC"],
  "¢": ["CRC"],
  "€": ["EUR"],
  euros: ["EUR"],
  "£": ["GBP"],
  "¥": ["JPY", "CNY"],
};

/** Whether a currency beside an amount is that of the tenant, or may be: a bare $ and pesos are of many countries. */
export function isOwnCurrency(written: string, own: string): boolean {
  const mark = written.toLowerCase();
  return mark === "$" || (codesOf[mark]?.includes(own) ?? mark.replace("$", "").toUpperCase() === own);
}

/** Whether a word is the name or the sign of a currency and nothing else: USD, US$, dólares, €, $. */
export function isCurrency(word: string): boolean {
  return word !== "" && word.replace(currencyAround, "") === "";
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The first currency around an amount that is not the tenant's, as it stands there; null where there is none. */
export function foreignCurrency(amount: string, own: string): string | null {
  const first = amount.charCodeAt(0);
  // Digits alone, or behind a bare $: nearly all cells.
  if (isDigit(amount.charCodeAt(amount.length - 1)) && (first === 0x24 || isDigit(first))) return null;
  for (const found of amount.match(currencyAround) ?? []) {
    const mark = found.trim();
    if (!isOwnCurrency(mark, own)) return mark;
  }
  return null;
}

/** Whether a cell is the name of a currency, and of another than the tenant's: USD, US$, dólares. */
export function isOtherCurrency(cell: string, own: string): boolean {
  const name = cell.trim();
  return isCurrency(name) && foreignCurrency(name, own) !== null;
}
