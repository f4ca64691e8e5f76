/** All patterns there are, for the test that attacks each at its greatest length. */
export const patterns: Map<string, Pattern> = new Map();

/**
 * A regular expression that finds nothing in a text longer than its author had in mind: the time that some of them take
 * grows with the square of the text or worse, and whoever makes a file decides how long its cells and headers are. For
 * all else, like any other: `split` alone does not heed the length.
 */
class Pattern extends RegExp {
  readonly greatest: number;

  constructor(expression: RegExp, greatest: number) {
    super(expression);
    this.greatest = greatest;
  }

  static override get [Symbol.species](): RegExpConstructor {
    return RegExp;
  }

  override exec(text: string): RegExpExecArray | null {
    if (text.length <= this.greatest) return super.exec(text);
    this.lastIndex = 0;
    return null;
  }
}

export type { Pattern };

/** A pattern over texts of others, of at most `greatest` UTF-16 units. Names are unique: they say in a test which it is. */
export function pattern(name: string, greatest: number, expression: RegExp): Pattern {
  const made = new Pattern(expression, greatest);
  patterns.set(name, made);
  return made;
}

/** The greatest length of what people write as a header, a note or a name: far more than any bank's. */
export const greatestHeader = 2_000;
/** The greatest length of a cell that is an amount, a date, a number of a person or of a telephone. */
export const greatestCell = 120;
