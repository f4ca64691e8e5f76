import { headerMeanings } from "./headers/fold-header.ts";

/** Words that do not change the meaning of the word for a part of a name beside them. */
const beside = new Set([
  "cliente",
  "uno",
  "?primer",
  "?primero",
  "?segundo",
  "?first",
  "?second",
  "?middle",
  "?given",
  "?family",
  "?primeiro",
  "?2",
  "?02",
]);

/** Two given names and two family names; more columns are names of several people. */
const maxParts = 4;

function partOf(header: string): "given" | "family" | null {
  const meanings = headerMeanings(header);
  const isGiven = meanings.has("nombre");
  if (isGiven === meanings.has("apellido")) return null;
  for (const meaning of meanings) {
    if (meaning !== "nombre" && meaning !== "apellido" && !beside.has(meaning)) return null;
  }
  return isGiven ? "given" : "family";
}

/**
 * The columns that together make a debtor's name ("Nombres" and "Apellidos"), given names first; null if
 * there are none. By headers alone, so it is only ever offered.
 */
export function proposeNameJoin(headers: readonly string[]): readonly number[] | null {
  const parts = headers.map(partOf);
  const at = (part: "given" | "family"): number[] => parts.flatMap((found, index) => (found === part ? [index] : []));
  const given = at("given");
  const family = at("family");
  if (given.length === 0 || family.length === 0 || given.length + family.length > maxParts) return null;
  return [...given, ...family];
}
