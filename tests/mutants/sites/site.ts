/** One place of a source file that can be flipped: what replaces the text from `start` to `end`. */
export interface Site {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The line without its indent, for a person to read and to find it in another version of the file. */
  readonly code: string;
  /** What the flip does: "< to <=". */
  readonly flip: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The expression around it, which can be made to tell that it runs; SQL has none. */
  readonly expression?: Range;
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Flip = Omit<Site, "file" | "line" | "code">;

/** Adds to each flip where it is; in the order of the text. */
export function placed(file: string, text: string, flips: readonly Flip[]): Site[] {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  let line = 0;
  return flips
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map((flip) => {
      while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= flip.start) line += 1;
      const code = text.slice(starts[line], starts[line + 1]).trim();
      return { ...flip, file, line: line + 1, code };
    });
}

export function flipped(text: string, { start, end, replacement }: Site): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/**
 * The same place in another version of its file: the same flip of an equal line, and as many equal ones
 * before it. Undefined if there are not as many.
 */
export function sameSite(site: Site, own: readonly Site[], other: readonly Site[]): Site | undefined {
  const isAlike = (one: Site) => one.code === site.code && one.flip === site.flip;
  const place = own.filter(isAlike).findIndex(({ start, end }) => start === site.start && end === site.end);
  return other.filter(isAlike)[place];
}

export const nameOf = ({ file, line, flip }: Site): string => `${file}:${line} ${flip}`;
