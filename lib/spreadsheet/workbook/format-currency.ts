import { isCurrency, isOwnCurrency } from "#lib/domain/cleaning/currency.ts";

/** The text around a number; either `before` or `behind` is "". */
export interface Around {
  readonly before: string;
  readonly behind: string;
}

/** Parts of a format: quoted, escaped, space and fill (_x, *x), [$USD-409], [Red], end of first section, any other. */
const parts = /"([^"]*)"?|\\(.)|[_*].|\[\$([^\]-]*)(-[^\]]*)?\]|\[[^\]]*\]|(;)|(.)/gsu;

/** Letters mean a currency only before an amount with groups or decimals: "Q"0 is a quarter of a year. */
const letters: Readonly<Record<string, string>> = { Q: "GTQ", L: "HNL" };
const amount = /[#0?][.,][#0?]/;

/**
 * The currency that a format names around a number (`[$USD] #,##0`, `#,##0 "€"`), which the cell itself does
 * not have. Null if there is none, for a bare $ (many countries use it), and for `own` (ISO 4217).
 */
export function currencyIn(code: string, own: string | undefined): Around | null {
  const said = { before: "", behind: "" };
  let side: keyof Around = "before";
  for (const [, quoted, escaped, symbol, locale, end, bare] of code.matchAll(parts)) {
    if (end !== undefined) break;
    if (bare !== undefined && /[#0?]/.test(bare)) side = "behind";
    else if (symbol !== undefined && isNamed(symbol.trim(), locale) && !isOwn(symbol.trim(), own))
      return around(side, letters[symbol.trim()] ?? symbol.trim());
    else said[side] += symbol ?? quoted ?? escaped ?? (bare !== undefined && /\p{Sc}/u.test(bare) ? bare : " ");
  }
  const letter = amount.test(code) ? letters[said.before.trim()] : undefined;
  if (letter !== undefined && !isOwn(letter, own)) return around("before", letter);
  for (const at of ["before", "behind"] as const) {
    const mark = said[at].split(" ").find((word) => (isCurrency(word) || /\p{Sc}/u.test(word)) && !isOwn(word, own));
    if (mark !== undefined) return around(at, mark);
  }
  return null;
}

/** A symbol in brackets is a currency if a locale follows, or it has three capitals, or is a known currency. */
function isNamed(symbol: string, locale: string | undefined): boolean {
  return symbol !== "" && (locale !== undefined || /^[A-Z]{3}$/.test(symbol) || isCurrency(symbol));
}

function isOwn(mark: string, own: string | undefined): boolean {
  return /^\$+$/.test(mark) || (own !== undefined && isOwnCurrency(letters[mark] ?? mark, own));
}

function around(side: keyof Around, mark: string): Around {
  return side === "before" ? { before: `${mark} `, behind: "" } : { before: "", behind: ` ${mark}` };
}
