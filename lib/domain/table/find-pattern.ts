/** What is looked for in the cells of a table. */
export interface FindQuery {
  readonly text: string;
  /** Case and accents count. Else "peña" finds "PENA" too. */
  readonly isExact: boolean;
  /** The whole cell says it and nothing else; spaces around it do not count. */
  readonly isWhole: boolean;
}

const marks = /\p{M}+/gu;
const letter = /\p{L}/u;
/** Where an accent stands behind its letter as a sign of its own, as macOS writes names of files. */
const looseMarks = "[\\u0300-\\u036f]*";

function fold(text: string): string {
  return text.normalize("NFKD").replace(marks, "").toLowerCase();
}

/** Latin letters with their accents, Vietnamese ones and wide ones: what a folded letter may have been. */
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
 * A global pattern for a text, or null where nothing is looked for. Case and accents are folded in the pattern: folding the cells
 * would copy a whole file, and lengths change on the way.
 */
export function findPattern({ text, isExact, isWhole }: FindQuery): RegExp | null {
  const wanted = isWhole ? text.trim() : text;
  const source = isExact ? escaped(wanted) : foldedSource(wanted);
  return source === "" ? null : new RegExp(source, "g");
}

/** What tells whether a cell's text is found. Looking for an empty whole cell finds the blank ones. */
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

/** What makes a cell's new text of its old one: each place where it is found is replaced, or all of a whole cell. */
export function compileReplace(query: FindQuery, replacement: string): (text: string) => string {
  const pattern = findPattern(query);
  const isFound = compileFind(query);
  if (query.isWhole || pattern === null) return (text) => (isFound(text) ? replacement : text);
  // A function, because "$1" in a replacement is money and not a group.
  return (text) => text.replace(pattern, () => replacement);
}
