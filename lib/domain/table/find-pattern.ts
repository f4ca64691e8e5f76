/** What to find in the cells of a table. */
export interface FindQuery {
  readonly text: string;
  /** Case and accents must match. Otherwise "peña" finds "PENA" too. */
  readonly isExact: boolean;
  /** The text must be the whole cell, apart from spaces around it. */
  readonly isWhole: boolean;
}

const marks = /\p{M}+/gu;
const letter = /\p{L}/u;
/** Accents as characters of their own after the letter, as macOS writes file names. */
const looseMarks = "[\\u0300-\\u036f]*";

function fold(text: string): string {
  return text.normalize("NFKD").replace(marks, "").toLowerCase();
}

/** What a folded letter may have been: Latin letters with accents, Vietnamese letters, full-width letters. */
const ranges = [
  [0x21, 0x24f],
  [0x1e00, 0x1eff],
  [0xff01, 0xff5e],
] as const;

let unfolded: ReadonlyMap<string, string> | null = null;

function lettersByFold(): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  for (const [from, to] of ranges) {
    for (let code = from; code <= to; code++) {
      const character = String.fromCharCode(code);
      const folded = fold(character);
      if (folded.length === 1) letters.set(folded, (letters.get(folded) ?? "") + character);
    }
  }
  return letters;
}

function escaped(text: string): string {
  return Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
}

function foldedSource(text: string): string {
  unfolded ??= lettersByFold();
  let source = "";
  for (const unit of fold(text).split("")) {
    if (/\s/.test(unit)) source += "\\s";
    else {
      const possible = new Set(
        [unit, unit.toUpperCase(), ...(unfolded.get(unit) ?? "")].filter((one) => one.length === 1),
      );
      source += `[${escaped([...possible].join(""))}]${letter.test(unit) ? looseMarks : ""}`;
    }
  }
  return source;
}

/**
 * A global pattern for the query, or null if its text is empty. The pattern folds case and accents: folding
 * the cells would copy the whole file and change lengths.
 */
export function findPattern({ text, isExact, isWhole }: FindQuery): RegExp | null {
  const wanted = isWhole ? text.trim() : text;
  const source = isExact ? escaped(wanted) : foldedSource(wanted);
  return source === "" ? null : new RegExp(source, "g");
}

/** A test of whether the query finds a cell's text. An empty query for whole cells finds blank cells. */
export function compileFind(query: FindQuery): (text: string) => boolean {
  const pattern = findPattern(query);
  if (pattern === null) return query.isWhole ? (text) => text.trim() === "" : () => false;
  if (!query.isWhole) {
    return (text) => {
      pattern.lastIndex = 0;
      return pattern.test(text);
    };
  }
  const whole = new RegExp(`^\\s*(?:${pattern.source})\\s*$`);
  return (text) => whole.test(text);
}

/**
 * A function from a cell's text to its new text: replaces every match, or the whole cell if the query is for
 * whole cells.
 */
export function compileReplace(query: FindQuery, replacement: string): (text: string) => string {
  const pattern = findPattern(query);
  const isFound = compileFind(query);
  if (query.isWhole || pattern === null) return (text) => (isFound(text) ? replacement : text);
  // A function, because "$1" in a replacement is money and not a group.
  return (text) => text.replace(pattern, () => replacement);
}
