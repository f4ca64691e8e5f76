import type { Digest } from "#lib/domain/correction/text-digest.ts";
import { uuidOfBytes } from "./binary-rows.ts";

/** Signature, flags and the length of an extension that is never there. */
const headBytes = 19;
const numericNegative = 0x4000;

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
  /** The last text of each column that is read by {@link repeatedText} or {@link repeatedUuid}, and its bytes. */
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

  /** A numeric with at most two decimals in cents, which must be a safe integer: cheaper here than for the server. */
  cents(): number {
    const bytes = this.#bytes;
    const length = this.#length();
    const at = this.#value(length);
    // Digits of base 10000: the first weighs 10000^weight, one of weight -1 is hundredths of a cent.
    let weight = bytes.readInt16BE(at + 2);
    const isNegative = bytes.readUInt16BE(at + 4) === numericNegative;
    let [whole, fraction] = [0, 0];
    for (let digit = at + 8; digit < at + length; digit += 2, weight--) {
      if (weight < 0) fraction = bytes.readInt16BE(digit);
      else whole = whole * 10_000 + bytes.readInt16BE(digit);
    }
    // Zeros at the end are left out.
    for (; weight >= 0; weight--) whole *= 10_000;
    const cents = whole * 100 + fraction / 100;
    return isNegative ? -cents : cents;
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
    return this.#repeated((bytes) => bytes.toString("utf8"));
  }

  /** The same for a uuid. */
  repeatedUuid(): string {
    return this.#repeated(uuidOfBytes);
  }

  /** A digest's text; null unless it has 16 digits. */
  digest(): Digest | null {
    const length = this.#length();
    const at = this.#value(length);
    return length === 16 ? { high: this.#hexAt(at), low: this.#hexAt(at + 8) } : null;
  }

  #repeated(read: (bytes: Buffer) => string): string {
    const length = this.#length();
    const column = this.#column;
    const at = this.#value(length);
    const last = this.#last[column];
    if (last !== undefined && this.#isAt(last.bytes, at, length)) return last.text;
    const bytes = Buffer.from(this.#bytes.subarray(at, at + length));
    const text = read(bytes);
    this.#last[column] = { text, bytes };
    return text;
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
