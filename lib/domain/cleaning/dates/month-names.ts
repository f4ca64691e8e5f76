/** How month names begin in Spanish, Portuguese and English, without accents, from January on. */
const beginnings: readonly (readonly string[])[] = [
  ["ene", "jan"],
  ["feb", "fev"],
  ["mar"],
  ["abr", "apr"],
  ["may", "mai"],
  ["jun"],
  ["jul"],
  ["ago", "aug"],
  ["sep", "set"],
  ["oct", "out"],
  ["nov"],
  ["dic", "dez", "dec"],
];

const fullNames =
  "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro january february march april may june july august september october november december".split(
    " ",
  );

/** The month, 1 to 12, of a folded name, whole or cut to three or four letters; null for anything else. */
export function monthOfName(folded: string): number | null {
  const name = folded.replace(/\.$/, "");
  if (
    name.length < 3 ||
    !(name.length <= 4 ? fullNames.some((full) => full.startsWith(name)) : fullNames.includes(name))
  ) {
    return null;
  }
  const month = beginnings.findIndex((starts) => starts.some((start) => name.startsWith(start)));
  return month < 0 ? null : month + 1;
}
