import type { Digest } from "#lib/domain/correction/text-digest.ts";

/** Signature, flags and the length of an extension that is never there. */
const headBytes = 19;

/**
 * Rows of COPY TO in its binary format as they arrive, the counterpart of BinaryRows. Values must be read in the order
 * and types of the columns, none of which may be null. The driver's own reading of a row cost as much as all that is
 * done with it. https://www.postgresql.org/docs/18/sql-copy.html
 */
export class CopiedRows {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #column = 0;
  #isBegun = false;
  /** The last text of each column that is read by {@link repeatedText}, and its bytes. */
  readonly #last: { readonly text: string; readonly bytes: Buffer }[] = [];

  /** The next bytes; those before them need not be read to their end. */
  add(bytes: Buffer): void {
    const rest = this.#bytes.subarray(this.#at);
    this.#bytes = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    this.#at = 0;
  }

  /** Goes on to the next row, if all of it has arrived. */
  next(): boolean {
    const bytes = this.#bytes;
    const row = this.#at + (this.#isBegun ? 0 : headBytes);
    let end = row + 2;
    if (end > bytes.length) return false;
    // At the end it is -1.
    const columns = bytes.readInt16BE(row);
    if (columns < 0) return false;
    for (let column = 0; column < columns; column++) {
      if (end + 4 > bytes.length) return false;
      end += 4 + bytes.readInt32BE(end);
    }
    if (end > bytes.length) return false;
    this.#isBegun = true;
    this.#column = 0;
    this.#at = row + 2;
    return true;
  }

  int4(): number {
    return this.#bytes.readInt32BE(this.#value(4));
  }

  /** A bigint that is a safe integer. */
  int8(): number {
    const at = this.#value(8);
    return this.#bytes.readInt32BE(at) * 2 ** 32 + this.#bytes.readUInt32BE(at + 4);
  }

  /** A bigint as its two halves: a bigint of our own for each row costs more than reading it. */
  halves(): Digest {
    const at = this.#value(8);
    return { high: this.#bytes.readInt32BE(at), low: this.#bytes.readInt32BE(at + 4) };
  }

  text(): string {
    const length = this.#length();
    const at = this.#value(length);
    return this.#bytes.toString("utf8", at, at + length);
  }

  /** A text that most rows have from the row before. */
  repeatedText(): string {
    const length = this.#length();
    const column = this.#column;
    const at = this.#value(length);
    const last = this.#last[column];
    if (last !== undefined && this.#isAt(last.bytes, at, length)) return last.text;
    const bytes = Buffer.from(this.#bytes.subarray(at, at + length));
    const text = bytes.toString("utf8");
    this.#last[column] = { text, bytes };
    return text;
  }

  /** A digest's text; null unless it has 16 digits. */
  digest(): Digest | null {
    const length = this.#length();
    const at = this.#value(length);
    return length === 16 ? { high: this.#hexAt(at), low: this.#hexAt(at + 8) } : null;
  }

  #length(): number {
    return this.#bytes.readInt32BE(this.#at);
  }

  /** Where the next value begins, which has so many bytes. */
  #value(length: number): number {
    const at = this.#at + 4;
    this.#at = at + length;
    this.#column++;
    return at;
  }

  #isAt(part: Buffer, at: number, length: number): boolean {
    if (part.length !== length) return false;
    for (let index = 0; index < length; index++) if (this.#bytes[at + index] !== part[index]) return false;
    return true;
  }

  /** The number that eight hex digits are. */
  #hexAt(at: number): number {
    let value = 0;
    for (let index = at; index < at + 8; index++) {
      const code = this.#bytes[index] as number;
      // Of a letter the seventh bit is set. Nothing to decide: digits and letters come in no order.
      value = (value << 4) | ((code & 0xf) + (code >> 6) * 9);
    }
    return value;
  }
}
