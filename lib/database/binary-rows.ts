import type { Digest } from "#lib/domain/correction/text-digest.ts";

/** "PGCOPY", the bytes that reveal a damaged transfer, no flags, no extension. */
const signature = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const lengthBytes = 4;
const int4Oid = 23;
/** Base-10000 digits of a numeric before its point, enough for the cents of a safe integer. */
const wholeDigits = 4;
/** The hex digits of a byte, as the two bytes of their text. */
const hexOfByte = Uint16Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte.toString(16).padStart(2, "0")).readUInt16BE(),
);

/**
 * Rows in the binary format of COPY, written into one buffer that is reused. The server reads it with half
 * the work of the text format, and nothing has to be escaped here. Values must come in the order and types of
 * the columns. https://www.postgresql.org/docs/18/sql-copy.html
 */
export class BinaryRows {
  #buffer: Buffer;
  #end = signature.length;

  /** `bytes`: capacity before it has to grow. */
  constructor(bytes: number) {
    this.#buffer = Buffer.allocUnsafe(bytes);
    signature.copy(this.#buffer);
  }

  get bytes(): number {
    return this.#end;
  }

  get isEmpty(): boolean {
    return this.#end === signature.length;
  }

  /** The bytes that COPY reads, where other rows may stand before or after these; valid until {@link clear}. */
  part(isFirst: boolean, isLast: boolean): Buffer {
    this.#reserve(2);
    const end = isLast ? this.#buffer.writeInt16BE(-1, this.#end) : this.#end;
    return this.#buffer.subarray(isFirst ? 0 : signature.length, end);
  }

  clear(): void {
    this.#end = signature.length;
  }

  /** Moves the rows from `from` to the end of `other`; returns where they begin there. */
  moveEnd(from: number, other: BinaryRows): number {
    const to = other.#end;
    other.#reserve(this.#end - from);
    this.#buffer.copy(other.#buffer, to, from, this.#end);
    other.#end += this.#end - from;
    this.#end = from;
    return to;
  }

  row(columns: number): void {
    this.#reserve(2);
    this.#end = this.#buffer.writeInt16BE(columns, this.#end);
  }

  null(): void {
    this.#reserve(lengthBytes);
    this.#end = this.#buffer.writeInt32BE(-1, this.#end);
  }

  /** The bytes as they are: the 16 of a uuid, or a text. Returns them. */
  raw(bytes: Uint8Array): Uint8Array {
    this.#reserve(lengthBytes + bytes.length);
    this.#end = this.#buffer.writeInt32BE(bytes.length, this.#end);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
    return bytes;
  }

  int4(value: number): void {
    this.#reserve(lengthBytes + 4);
    this.#end = this.#buffer.writeInt32BE(4, this.#end);
    this.#end = this.#buffer.writeInt32BE(value, this.#end);
  }

  /** An int4[] of one dimension. */
  int4s(values: readonly number[]): void {
    this.#reserve(lengthBytes + 20 + values.length * 8);
    const start = this.#open();
    const buffer = this.#buffer;
    let end = buffer.writeInt32BE(values.length === 0 ? 0 : 1, this.#end);
    end = buffer.writeInt32BE(0, end);
    end = buffer.writeInt32BE(int4Oid, end);
    if (values.length > 0) {
      end = buffer.writeInt32BE(values.length, end);
      end = buffer.writeInt32BE(1, end);
    }
    for (const value of values) {
      end = buffer.writeInt32BE(4, end);
      end = buffer.writeInt32BE(value, end);
    }
    this.#close(start, end);
  }

  /** A numeric with two decimals, given in cents (a safe integer). */
  cents(cents: number): void {
    this.#reserve(lengthBytes + 8 + (wholeDigits + 1) * 2);
    const start = this.#open();
    const buffer = this.#buffer;
    let rest = Math.floor(Math.abs(cents) / 100);
    let end = buffer.writeInt16BE(wholeDigits + 1, this.#end);
    end = buffer.writeInt16BE(wholeDigits - 1, end);
    end = buffer.writeInt16BE(cents < 0 ? 0x4000 : 0, end);
    end = buffer.writeInt16BE(2, end);
    // From the last digit to the first; the server drops leading zeros.
    for (let digit = wholeDigits - 1; digit >= 0; digit--) {
      buffer.writeInt16BE(rest % 10_000, end + digit * 2);
      rest = Math.floor(rest / 10_000);
    }
    end = buffer.writeInt16BE((Math.abs(cents) % 100) * 100, end + wholeDigits * 2);
    this.#close(start, end);
  }

  /** Returns the UTF-8 bytes of the text, valid until the next value is written. */
  text(text: string): Uint8Array {
    this.#reserve(lengthBytes + text.length * 3);
    const start = this.#open();
    const end = this.#end + this.#buffer.write(text, this.#end, "utf8");
    this.#close(start, end);
    return this.#buffer.subarray(start + lengthBytes, end);
  }

  /** The text of a digest; "" for one that is not known. */
  digest(digest: Digest | null): void {
    this.#reserve(lengthBytes + 16);
    const start = this.#open();
    let end = this.#end;
    if (digest !== null) {
      for (const half of [digest.high, digest.low])
        for (let shift = 24; shift >= 0; shift -= 8)
          end = this.#buffer.writeUInt16BE(hexOfByte[(half >>> shift) & 0xff] ?? 0, end);
    }
    this.#close(start, end);
  }

  jsonb(json: string): void {
    this.#reserve(lengthBytes + 1 + json.length * 3);
    const start = this.#open();
    // The version of the jsonb format.
    const end = this.#buffer.writeUInt8(1, this.#end);
    this.#close(start, end + this.#buffer.write(json, end, "utf8"));
  }

  /** A text of several pieces: `before`, the pieces with `between` between them, `after`. Each mark is one byte. */
  joined(before: number, pieces: readonly Uint8Array[], between: number, after: number): void {
    let length = 2;
    for (const piece of pieces) length += piece.length + 1;
    this.#reserve(lengthBytes + length);
    const start = this.#open();
    const buffer = this.#buffer;
    let end = this.#end;
    buffer[end++] = before;
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) buffer[end++] = between;
      buffer.set(piece, end);
      end += piece.length;
    }
    buffer[end++] = after;
    this.#close(start, end);
  }

  /** Reserves a length that is written later; returns its position. */
  #open(): number {
    const start = this.#end;
    this.#end += lengthBytes;
    return start;
  }

  #close(start: number, end: number): void {
    this.#buffer.writeInt32BE(end - start - lengthBytes, start);
    this.#end = end;
  }

  #reserve(more: number): void {
    // Two bytes for the end mark.
    if (this.#end + more + 2 <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#end + more + 2));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
  }
}

/** The 16 bytes of a uuid. */
export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

/** A uuid by its 16 bytes, the counterpart of {@link uuidBytes}. */
export function uuidOfBytes(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
