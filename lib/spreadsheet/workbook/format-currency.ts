import { isCurrency, isOwnCurrency } from "#lib/domain/cleaning/currency.ts";

/** What is written around a number; one of them is "". */
export interface Around {
  readonly before: string;
  readonly behind: string;
}

/** Parts of a format: quoted, escaped, room and filling, [$USD-409], [Red], the end of the first section, anything else. */
const parts = /"([^"]*)"?|\\(.)|[_*].|\[\$([^\]-]*)(-[^\]]*)?\]|\[[^\]]*\]|(;)|(.)/gsu;

/** Signs of one letter mean a currency only before an amount that is grouped or has decimals: "Q"0 is the quarter of a year. */
const letters: Readonly<Record<string, string>> = { Q: "GTQ", L: "HNL" };
const amount = /[#0?][.,][#0?]/;

/**
 * The currency that a format names around a number (`[$USD] #,##0`, `#,##0 "€"`): the cell itself says nothing of it. null where there
 * is none, where it is a bare $, which is of many countries, or `own`.
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

/** What stands in brackets before a locale is a currency; without one, a code of three letters or what is known as such. */
function isNamed(symbol: string, locale: string | undefined): boolean {
  return symbol !== "" && (locale !== undefined || /^[A-Z]{3}$/.test(symbol) || isCurrency(symbol));
}

function isOwn(mark: string, own: string | undefined): boolean {
  return /^\$+$/.test(mark) || (own !== undefined && isOwnCurrency(letters[mark] ?? mark, own));
}

function around(side: keyof Around, mark: string): Around {
  return side === "before" ? { before: `${mark} `, behind: "" } : { before: "", behind: ` ${mark}` };
}
