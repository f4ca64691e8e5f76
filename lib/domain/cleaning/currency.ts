/**
 * Codes found beside amounts: currencies of the Americas, and others that people borrow in there, units of
 * account included.
 */
const codes =
  "cop|usd|brl|mxn|pen|clp|ars|eur|gbp|cad|uyu|pyg|bob|crc|gtq|hnl|nio|dop|pab|ves|uvr|udis?|uf|chf|jpy|cny";
/** Signs of one or a few countries. A bare $ belongs to many, so it is not here. */
const signs = "us\\$|u\\$s|u\\$d|r\\$|rd\\$|[€£¥₡¢₲]";

/** Currency signs, codes and words before or after an amount. Anything else beside the digits is an error. */
export const currencyAround: RegExp = new RegExp(
  `^(?:(?:${codes})\\$?|col\\$|mx\\$|c\\$|\\$u|s/\\.?|b/\\.?|bs\\.?|gs\\.?|${signs}|\\$)\\s*|\\s*(?:${codes}|pesos|d[oó]lar(?:es)?|euros|soles|reais|bs\\.?|gs\\.?|${signs}|\\$)$`,
  "gi",
);

/** The ISO 4217 codes that a sign or a word may mean. */
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

/**
 * Whether a currency beside an amount is, or may be, the tenant's: a bare $ and "pesos" belong to many countries.
 */
export function isOwnCurrency(written: string, own: string): boolean {
  const mark = written.toLowerCase();
  return mark === "$" || (codesOf[mark]?.includes(own) ?? mark.replace("$", "").toUpperCase() === own);
}

/** Whether a word is only a currency's name or sign: USD, US$, dólares, €, $. */
export function isCurrency(word: string): boolean {
  return word !== "" && word.replace(currencyAround, "") === "";
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The first currency beside an amount that is not the tenant's, as written; null if there is none. */
export function foreignCurrency(amount: string, own: string): string | null {
  const first = amount.charCodeAt(0);
  // Nearly every cell is digits alone, or digits after a bare $.
  if (isDigit(amount.charCodeAt(amount.length - 1)) && (first === 0x24 || isDigit(first))) return null;
  for (const found of amount.match(currencyAround) ?? []) {
    const mark = found.trim();
    if (!isOwnCurrency(mark, own)) return mark;
  }
  return null;
}

/** Whether a word is only the name of a currency that is not the tenant's: USD, US$, dólares. */
export function isOtherCurrency(word: string, own: string): boolean {
  const name = word.trim();
  return isCurrency(name) && foreignCurrency(name, own) !== null;
}

const foreignStart = "(?<![\\p{L}\\p{N}])";
const foreignEnd = "(?![\\p{L}\\p{N}])";
/** Written with its slash, ME stands for "moneda extranjera" in small letters too; without it, it may be a pronoun. */
const foreignCode = `${foreignStart}(?:[Mm] ?/ ?[Ee]|M\\. ?E\\.|M\\.?E)${foreignEnd}`;
const foreignWords = "(?:mon(?:eda)?|mda|moeda)\\.? ?(?:extranjera|estrangeira|ext|extr|estr)|foreign (?:currency|ccy)";
/** The letters of a word in either case, so that the code can keep its own. */
const inAnyCase = foreignWords.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** Words for foreign money without the name of a currency: ME, M/E, MON. EXT., moneda extranjera. */
export const foreignMoney: RegExp = new RegExp(`${foreignCode}|${foreignStart}(?:${inAnyCase})${foreignEnd}\\.?`, "u");

/** Numbers of ISO 4217, as cores of banks write them in a column of currencies. */
const codeOfNumber: ReadonlyMap<string, string> = new Map([
  ["032", "ARS"],
  ["152", "CLP"],
  ["170", "COP"],
  ["484", "MXN"],
  ["604", "PEN"],
  ["840", "USD"],
  ["978", "EUR"],
  ["986", "BRL"],
]);

/**
 * The same for a cell of a column of currencies, where 840 is USD, and ME (moneda extranjera) stands beside MN
 * (moneda nacional).
 */
export function isOtherCurrencyCell(cell: string, own: string): boolean {
  const name = cell.trim();
  const numbered = codeOfNumber.get(name);
  if (numbered !== undefined) return numbered !== own;
  return /^m\.?e\.?$/i.test(name) || foreignMoney.test(name) || isOtherCurrency(name, own);
}
