import type { CellKind } from "../table/table.ts";
import { kindLetters } from "../table/table.ts";

const letterOf = (letter: string): number => letter.charCodeAt(0);
const kindOfLetter = new Map<number, CellKind>(
  Object.entries(kindLetters).map(([kind, letter]) => [letterOf(letter), kind as CellKind]),
);
const open = letterOf("[");
const close = letterOf("]");
const comma = letterOf(",");
const quote = letterOf('"');
const backslash = letterOf("\\");
const zero = letterOf("0");
const none = letterOf("n");
/** Line numbers below 10^9; longer ones are left to parseSourceLine, which checks their value. */
const mostDigits = 9;

/**
 * Scans the bytes of a source line (source-line.ts) once: checks that it is one, and finds one of its cells.
 * That is a tenth of the work of parsing it. It knows only the form that JSON.stringify writes, without
 * escapes; any other line goes to parseSourceLine.
 */
export class LineScanner {
  readonly #column: number;
  /**
   * Where the cell's text begins and ends (exclusive), as indexes of the scanned bytes; both 0 if the row has
   * no such cell.
   */
  cellStart = 0;
  cellEnd = 0;
  kind: CellKind = "text";

  constructor(column: number) {
    this.#column = column;
  }

  /** False: the line has to be parsed. The bytes must be UTF-8, and there must be a byte at `end`. */
  scan(bytes: Uint8Array, start: number, end: number): boolean {
    this.cellStart = 0;
    this.cellEnd = 0;
    this.kind = "text";
    let at = start;
    if (bytes[at++] !== open) return false;
    const digits = at;
    while (isDigit(bytes[at])) at++;
    if (at === digits || at > digits + mostDigits || bytes[digits] === zero) return false;
    if (bytes[at++] !== comma || bytes[at++] !== open) return false;
    let count = 0;
    for (;;) {
      if (bytes[at++] !== quote) return false;
      const cell = at;
      let byte = bytes[at];
      while (byte !== quote) {
        // JSON escapes every byte below the space, so one here is an error or the line's end.
        if (byte === undefined || byte === backslash || byte < 0x20) return false;
        byte = bytes[++at];
      }
      if (count === this.#column) {
        this.cellStart = cell;
        this.cellEnd = at;
      }
      count++;
      at++;
      if (bytes[at] === close) break;
      if (bytes[at++] !== comma) return false;
    }
    at++;
    if (bytes[at++] !== comma) return false;
    return bytes[at] === none ? this.#isNull(bytes, at, end) : this.#areKinds(bytes, at, end, count);
  }

  #isNull(bytes: Uint8Array, at: number, end: number): boolean {
    return (
      end === at + 5 &&
      bytes[at + 1] === letterOf("u") &&
      bytes[at + 2] === letterOf("l") &&
      bytes[at + 3] === letterOf("l") &&
      bytes[at + 4] === close
    );
  }

  #areKinds(bytes: Uint8Array, at: number, end: number, count: number): boolean {
    if (end !== at + count + 3 || bytes[at] !== quote || bytes[end - 2] !== quote || bytes[end - 1] !== close)
      return false;
    for (let cell = 0; cell < count; cell++) {
      const kind = kindOfLetter.get(bytes[at + 1 + cell] ?? 0);
      if (kind === undefined) return false;
      if (cell === this.#column) this.kind = kind;
    }
    return true;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= zero + 9;
}
