import { greatestHeader, pattern } from "../../pattern.ts";

const thousand = "(?:1[.,']?000|10 ?\\^ ?3|103|mil|(?:one|a) thousand)";
const million = "(?:1[.,']?000[.,']?000|10 ?\\^ ?6|106|un millon|one million|a million|um milhao)";
const hundred = "(?:100|10 ?\\^ ?2|102|cien|cem|(?:one|a) hundred)";
const by = "(?:entre|por|en|em|between|by|x)";
const after = "para|y|e|and|to|los|las|os|as|the|antes|before|pesos|cop|usd|en|em|in|a|al|ao";
/** The number goes on, or counts something: "dividir entre 100 gestores". */
const more = `(?![.,']?\\d)(?!\\w| ?%)(?!\\s+(?!(?:${after})\\b)[a-z])`;
const omitted = "(?:omit\\w*|quit\\w*|suprim\\w*|elimin\\w*|remov\\w*|retir\\w*|cort\\w*|menos|less)";
const zeros = "(?:ceros|zeros|zeroes)";

/** Units that are stated by a factor. */
export type FactorUnit = "thousands" | "millions" | "hundreds" | "hundredths";
interface UnitWords {
  readonly unit: FactorUnit;
  readonly words: RegExp;
}

function withoutZeros(unit: FactorUnit, count: string): UnitWords {
  const last = "(?:(?:ultimos|last) )?";
  const words = `\\b(?:sin|sem|without|${omitted}) (?:\\w+ ){0,2}?${count} ${last}${zeros}\\b|\\b${count} ${last}${zeros} (?:\\w+ )?${omitted}\\b`;
  return { unit, words: pattern(`${unit} without zeros`, greatestHeader, new RegExp(words)) };
}

function calculated(unit: FactorUnit, calculation: string, factor: string): UnitWords {
  const words = `\\b${calculation}\\w*\\b[^;]*\\b${by} ${factor}${more}`;
  return { unit, words: pattern(`${unit} calculated`, greatestHeader, new RegExp(words)) };
}

const factors: readonly UnitWords[] = [
  calculated("millions", "multipl", million),
  withoutZeros("millions", "(?:seis|6|six)"),
  calculated("thousands", "multipl", thousand),
  withoutZeros("thousands", "(?:tres|3|three)"),
  calculated("hundreds", "multipl", hundred),
  calculated("hundredths", "divi[ds]", hundred),
];

/** Not after a number ("4x1000" is a tax), in another word, or where amounts are divided. */
const times = "(?<!\\d ?|\\b(?:ma|fa|bo)|\\bdivi[ds]\\w* [^;]*)(?:[x*×]|\\b(?:por|times)\\b)";

function signOf(unit: FactorUnit, factor: string): UnitWords {
  const words = `${times} ?${factor}${more}|\\b(?:unidades|units) (?:de|of) ${factor}${more}`;
  return { unit, words: pattern(`sign of ${unit}`, greatestHeader, new RegExp(words)) };
}

/**
 * Signs and words for a factor that say what holds for amounts only where the text is about these: "x 1000", "×100",
 * "por mil", "/100", "en cientos". For folded text.
 */
export const factorSigns: readonly UnitWords[] = [
  signOf("millions", million),
  signOf("thousands", thousand),
  signOf("hundreds", hundred),
  { unit: "hundreds", words: /\b(?:en|em|in) (?:cientos|centenas|centenares|hundreds)\b(?! (?:de|of) (?!pesos))/ },
  { unit: "hundredths", words: new RegExp(`(?<!\\d ?)[÷/] ?100${more}`) },
];

/**
 * The unit that a text states by what is to be done with amounts, or was done: "dividir entre 100", "multiplicar
 * por 1.000", "se omitieron tres ceros"; null if none. Takes folded text.
 */
export function statedFactor(folded: string): FactorUnit | null {
  return factors.find(({ words }) => words.test(folded))?.unit ?? null;
}
