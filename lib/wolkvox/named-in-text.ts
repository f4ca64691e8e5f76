/**
 * Shorter identifications occur in any sentence ("row 12", "code 400"): without a label before them they name
 * nobody.
 */
const minUnlabelledLength = 5;

const label =
  /(?:identifica\p{L}*|identification|c[eé]dula|documento?|document|nit|id)["']?\s*(?:n[oº°.]*\s*)?[:=#]?\s*["']?$/iu;

/**
 * Finds the identifications of a batch in texts. Made once per batch: a reply may have as many remarks as debtors.
 */
export class NameFinder {
  readonly #plain = new Set<string>();
  readonly #compound: string[] = [];

  constructor(identifications: Iterable<string>) {
    for (const identification of identifications) {
      if (/^[\p{L}\p{N}]+$/u.test(identification)) this.#plain.add(identification);
      else if (identification.trim() !== "") this.#compound.push(identification);
    }
  }

  /** The identification that the value is exactly, blanks aside; null if it is none. */
  exact(value: unknown): string | null {
    if (typeof value !== "string" && !(typeof value === "number" && Number.isSafeInteger(value))) return null;
    const text = String(value).trim();
    return this.#plain.has(text) || this.#compound.includes(text) ? text : null;
  }

  /**
   * The same for a value without a label: a number up to the batch's size may be a position in it or a count,
   * so it is none.
   */
  standing(value: unknown): string | null {
    const found = this.exact(value);
    return found !== null && /^\d+$/.test(found) && Number(found) <= this.#plain.size + this.#compound.length
      ? null
      : found;
  }

  /**
   * The identifications that a text names. One counts only as a whole word that is not part of a longer
   * number, date, amount or address ("123" is not in "51234", "1.123", "123@mail.com"). If some follow a
   * label ("Identification 123"), only those count: the other numbers are then telephones and balances.
   */
  inText(text: string): ReadonlySet<string> {
    const whole = this.standing(text);
    if (whole !== null) return new Set([whole]);
    const labelled = new Set<string>();
    const loose = new Set<string>();
    for (const { word, start } of this.#words(text)) {
      if (!standsAlone(text, start, start + word.length)) continue;
      if (label.test(text.slice(Math.max(0, start - 40), start))) labelled.add(word);
      else if (word.length >= minUnlabelledLength) loose.add(word);
    }
    return labelled.size > 0 ? labelled : loose;
  }

  *#words(text: string): Generator<{ word: string; start: number }> {
    for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (this.#plain.has(match[0])) yield { word: match[0], start: match.index };
    }
    for (const word of this.#compound) {
      for (let start = text.indexOf(word); start !== -1; start = text.indexOf(word, start + 1)) yield { word, start };
    }
  }
}

function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  return !/[\p{L}\p{N}_@+]$|\p{N}[.,\-/:]$/u.test(before) && !/^[\p{L}\p{N}_@]|^[.,\-/:]\p{N}/u.test(after);
}
