import { greatestHeader, pattern } from "../../pattern.ts";

const two = "(?:2|dos|two|dois|duas)";
const notTwo = "(?:[013-9]|una?|one|uma?|tres|three|cuatro|four|quatro|cinco|five|seis|six)";
const decimals = "(?:decs?|decimal(?:es)?|decimals|decimais)";
const implied = "(?:implicit[oa]?s?|implied|asumid[oa]s?|assumed|virtual(?:es)?|virtuais|tacit[oa]s?)";
const point = "(?:punto|coma|ponto|virgula|separador(?:es)?|point|comma|separator|mark)";
/** The mark before the cents, not the one that groups thousands. */
const withoutPoint = `(?:sin|sem|without|no) (?:(?!mil|thousand)\\w+ )?${point}\\b(?! (?:de |of )?(?:mil|thousand))`;
const lastTwo = `(?:(?:ultim[oa]s|last|final) ${two}|${two} (?:\\(2\\) )?(?:ultim[oa]s|(?:\\w+ )?(?:finales|finais)))`;
const coin = "(?:centavos|centimos|cents|ctvs?|cvos)";

/** COBOL's pictures with two digits behind the unwritten point: 9(13)V99, S9(11)V9(2), 99999V99. */
const picture = /(?<![a-z0-9])s?[9z](?:[9z]|\(\d{1,2}\))*\s?v\s?(?:99|9\(0?2\))(?![\d(])/;

const twoDecimals = new RegExp(
  `\\b${two} (?:\\(2\\) )?(?:(?:cifras|casas|posiciones|posicoes|digitos|lugares) )?${decimals}\\b`,
);

/** Wordings that mean cents in a header and in a sentence alike, in folded text. */
const unwritten: readonly RegExp[] = [
  picture,
  new RegExp(`(?<!\\b${notTwo} (?:\\w+ )?)\\b${decimals}\\.? ${implied}\\b`),
  new RegExp(`(?<!\\b${notTwo} )\\b${implied} (?:${two} )?${decimals}\\b`),
  new RegExp(`\\b${point} ${implied}\\b`),
  new RegExp(`\\b(?:sin|sem|without|no) (?:\\w+ )?${point} (?:de )?${decimals}\\b`),
  new RegExp(`\\b(?:without|no) (?:a )?decimal ${point}\\b`),
  new RegExp(`\\b${lastTwo}\\b[^.;]*\\b(?:decima|${coin}\\b)`),
  new RegExp(`\\b(?:decima\\w+|${coin})\\b[^.;]*\\b${lastTwo}\\b`),
  new RegExp(`${twoDecimals.source}[^.;]*\\b${withoutPoint}`),
  new RegExp(`\\b${withoutPoint}[^.;]*${twoDecimals.source}`),
].map((words, place) => pattern(`cents that are not written ${place}`, greatestHeader, words));

/** The coin's name: a unit alone or after "en", but not in "con centavos", "pesos y centavos", "cents included". */
export const coinName: RegExp = new RegExp(
  `(?<!\\b(?:sin|con|y|e|com|sem|with|without|no|and|ni|incluye|incluidos?|incluindo) )(?<![&+] ?)\\b${coin}\\b(?! incl)`,
);

/** Other words of headers that give an amount two decimals, or take its mark away. */
const unmarked: readonly RegExp[] = [
  twoDecimals,
  /\b(?:sin|sem|without|no) (?:punto|coma|ponto|virgula|separador|point|comma|separator)\b(?! (?:de |of )?(?:mil|thousand))/,
  /\bcent\.?[)\s]*$/,
];

const lengths = "(?:[6-9]|[12]\\d)";
/**
 * Formats of databases and mainframes with two decimals, and COBOL's pictures with a written point: N(15,2),
 * NUMBER(15,2), N15.2, 13V2, 9(11).99.
 */
const format = pattern(
  "a format with two decimals",
  greatestHeader,
  new RegExp(
    `\\b(?:n|f|num|numeric|numerico|number|dec|decimal)\\s?\\(?${lengths}[.,]2(?!\\d)|(?<![a-z\\d.,])${lengths}v2\\b|(?<![a-z\\d])s?(?:[9z]+\\(\\d{1,2}\\)|[9z]{4,})[.,](?:99|9\\(0?2\\))(?![\\d(])`,
  ),
);
/** The same without a name: 15,2, 13.2, 13+2, 2D. With a dot it may be a day of February: "al 13.2". */
const bareFormat = pattern(
  "two decimals without a name",
  greatestHeader,
  new RegExp(
    `(?<![\\d.,])${lengths},2(?![.,]?\\d|\\s?%)|(?<![a-z\\d.,]|\\b(?:al?|el|del?|corte|dia|ate|ao|em|on|of) )${lengths}[.+]2(?![.,]?\\d|\\s?%)|(?<![a-z\\d.,])2d\\b`,
  ),
);

const noDecimals =
  /\b(?:sin|sem|without|no|nao) (?:\w+ ){0,2}(?:decimales|decimais|decimals|decimal (?:places|digits))\b/;
/** The amounts have no decimals at all then. */
const roundedWords = pattern(
  "rounded",
  greatestHeader,
  /\b(?:pesos|reais|dolares|soles|dollars|redond\w*|arredond\w*|round\w*|trunc\w*|enter[oa]s?|inteir[oa]s?|whole)\b/,
);

/** Whether the text says that amounts are written without the mark before their cents. Takes folded text. */
export function saysImpliedCents(folded: string): boolean {
  return unwritten.some((words) => words.test(folded));
}

/**
 * Whether the text gives amounts two decimals or no mark, but not both: evidence of implied cents only where no
 * cell has a mark. Takes folded text. `maxDigits`: of the longest amount; a format says nothing of small numbers.
 */
export function maySayCents(folded: string, maxDigits: number): boolean {
  return (
    unmarked.some((words) => words.test(folded)) || (maxDigits >= 3 && (format.test(folded) || bareFormat.test(folded)))
  );
}

/** Whether a text is a format with two decimals and nothing else: "(N(13,2))". Takes folded text. */
export function isFormat(folded: string): boolean {
  return format.test(folded) && /^[\s()]*$/.test(folded.replace(format, " "));
}

/**
 * The same for a row about amounts, which may also say that their decimals are not written. A number alone is a
 * format only beside that word, since a row may hold an average.
 */
export function rowMaySayCents(folded: string): boolean {
  if (noDecimals.test(folded) && !roundedWords.test(folded)) return true;
  return format.test(folded) || (/\bformato?\b/.test(folded) && bareFormat.test(folded));
}
