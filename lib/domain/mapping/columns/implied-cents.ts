const two = "(?:2|dos|two|dois|duas)";
const notTwo = "(?:[013-9]|una?|one|uma?|tres|three|cuatro|four|quatro|cinco|five|seis|six)";
const decimals = "(?:decs?|decimal(?:es)?|decimals|decimais)";
const implied = "(?:implicit[oa]?s?|implied|asumid[oa]s?|assumed|virtual(?:es)?|virtuais|tacit[oa]s?)";
const point = "(?:punto|coma|ponto|virgula|separador(?:es)?|point|comma|separator|mark)";
const coin = "(?:centavos|centimos|cents|ctvs?|cvos)";

/** COBOL's pictures with two digits behind the unwritten point: 9(13)V99, S9(11)V9(2), 99999V99. */
const picture = /(?<![a-z0-9])s?[9z](?:[9z]|\(\d{1,2}\))*\s?v\s?(?:99|9\(0?2\))(?![\d(])/;

/** Wordings that mean cents in a header and in a sentence alike, in folded text. */
const unwritten: readonly RegExp[] = [
  picture,
  new RegExp(`(?<!\\b${notTwo} (?:\\w+ )?)\\b${decimals}\\.? ${implied}\\b`),
  new RegExp(`(?<!\\b${notTwo} )\\b${implied} (?:${two} )?${decimals}\\b`),
  new RegExp(`\\b${point} ${implied}\\b`),
  new RegExp(`\\b(?:sin|sem|without|no) (?:\\w+ )?${point} (?:de )?${decimals}\\b`),
  new RegExp(`\\b(?:without|no) (?:a )?decimal ${point}\\b`),
  new RegExp(`\\b(?:(?:ultim[oa]s|last) ${two}|${two} (?:\\(2\\) )?ultim[oa]s)\\b[^.;]*\\b(?:decima|${coin}\\b)`),
];

/** The coin's name: a unit alone or after "en", but not in "con centavos", "pesos y centavos", "cents included". */
export const coinName: RegExp = new RegExp(
  `(?<!\\b(?:sin|con|y|e|com|sem|with|without|no|and|ni|incluye|incluidos?|incluindo) )(?<![&+] ?)\\b${coin}\\b(?! incl)`,
);

const twoDecimals = new RegExp(
  `\\b${two} (?:\\(2\\) )?(?:(?:cifras|casas|posiciones|digitos|lugares) )?${decimals}\\b`,
);

/** Whether the text says that amounts are written without the mark before their cents. Takes folded text. */
export function saysImpliedCents(folded: string): boolean {
  return unwritten.some((words) => words.test(folded));
}

/**
 * Whether the text gives amounts two decimals, without saying that no mark is written: evidence of implied
 * cents only where no cell has a mark. Takes folded text.
 */
export function saysTwoDecimals(folded: string): boolean {
  return twoDecimals.test(folded);
}
