/** Codes that may stand around amounts: those of the Americas, and what is borrowed in there, units of account among them. */
const codes = "cop|usd|brl|mxn|pen|clp|ars|eur|gbp|cad|uyu|pyg|bob|crc|gtq|hnl|nio|dop|pab|ves|uvr|uf";

/** Currencies as they stand around amounts; anything else beside the digits is an error. */
export const currencyAround: RegExp = new RegExp(
  `^(?:(?:${codes})\\$?|col\\$|mx\\$|us\\$|u\\$s|u\\$d|r\\$|s/\\.?|[$€£])\\s*|\\s*(?:${codes}|pesos|d[oó]lar(?:es)?|euros|soles|reais|us\\$|u\\$s|r\\$|[$€£])$`,
  "gi",
);

const codeOf: Readonly<Record<string, string>> = {
  col$: "COP",
  mx$: "MXN",
  us$: "USD",
  u$s: "USD",
  u$d: "USD",
  dolar: "USD",
  dólar: "USD",
  dolares: "USD",
  dólares: "USD",
  r$: "BRL",
  reais: "BRL",
  "s/": "PEN",
  "s/.": "PEN",
  soles: "PEN",
  "€": "EUR",
  euros: "EUR",
  "£": "GBP",
};
const pesos: ReadonlySet<string> = new Set(["COP", "MXN", "CLP", "ARS", "UYU", "DOP"]);

/** Whether a currency beside an amount is that of the tenant, or may be: a bare $ and pesos are of many countries. */
function isOwn(mark: string, own: string): boolean {
  if (mark === "$") return true;
  if (mark === "pesos") return pesos.has(own);
  return (codeOf[mark] ?? mark.replace("$", "").toUpperCase()) === own;
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
    if (!isOwn(mark.toLowerCase(), own)) return mark;
  }
  return null;
}

/** Whether a cell is the name of a currency, and of another than the tenant's: USD, US$, dólares. */
export function isOtherCurrency(cell: string, own: string): boolean {
  const name = cell.trim();
  return name !== "" && name.replace(currencyAround, "") === "" && foreignCurrency(name, own) !== null;
}
