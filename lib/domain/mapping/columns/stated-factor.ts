const thousand = "(?:1[.,']?000|mil|(?:one|a) thousand)";
const million = "(?:1[.,']?000[.,']?000|un millon|one million|a million|um milhao)";
const hundred = "(?:100|cien|cem|(?:one|a) hundred)";
const by = "(?:entre|por|between|by)";
/** The number goes on, or counts something: "dividir entre 100 gestores". */
const more = "(?![.,]?\\d)(?!\\w)(?!\\s+(?!(?:para|y|e|and|to|los|las|os|as|the|antes|before|pesos)\\b)[a-z])";
const omitted = "(?:omit\\w*|quit\\w*|suprim\\w*|elimin\\w*|remov\\w*|retir\\w*|cort\\w*|menos|less)";
const zeros = "(?:ceros|zeros|zeroes)";

function withoutZeros(count: string): RegExp {
  const last = "(?:(?:ultimos|last) )?";
  return new RegExp(
    `\\b(?:sin|sem|without|${omitted}) (?:\\w+ ){0,2}?${count} ${last}${zeros}\\b|\\b${count} ${last}${zeros} (?:\\w+ )?${omitted}\\b`,
  );
}

const factors = [
  { unit: "millions", words: new RegExp(`\\bmultipl\\w*\\b[^;]*\\b${by} ${million}${more}`) },
  { unit: "millions", words: withoutZeros("(?:seis|6|six)") },
  { unit: "thousands", words: new RegExp(`\\bmultipl\\w*\\b[^;]*\\b${by} ${thousand}${more}`) },
  { unit: "thousands", words: withoutZeros("(?:tres|3|three)") },
  { unit: "hundredths", words: new RegExp(`\\bdivi[ds]\\w*\\b[^;]*\\b${by} ${hundred}${more}`) },
] as const;

/**
 * The unit that a text states by what is to be done with amounts, or was done: "dividir entre 100", "multiplicar
 * por 1.000", "se omitieron tres ceros"; null if none. Takes folded text.
 */
export function statedFactor(folded: string): (typeof factors)[number]["unit"] | null {
  return factors.find(({ words }) => words.test(folded))?.unit ?? null;
}
