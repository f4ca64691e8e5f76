import { isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { gunzipSync, gzip } from "node:zlib";
import type { LineScanner } from "#lib/domain/fast/fast-path.ts";

/** zlib's output buffer. Its default of 16 KB would mean joining thirty pieces for one chunk of rows. */
const chunkSize = 1024 * 1024;
/** The most memory to reserve on a gzip's word, before it has unpacked to that size. */
const maxPromised = 4 * chunkSize;
/** Below this, Node may cut the buffer from memory that it shares with others. */
const minPromised = 64 * 1024;

export interface PackedLines {
  readonly packed: Uint8Array;
  /** UTF-8 bytes before packing. */
  readonly bytes: number;
}

/** Packs rewritten lines. Lines that arrive in the form to store are stored packed as they came. */
export async function gzipLines(lines: readonly string[]): Promise<PackedLines> {
  const text = Buffer.from(`${lines.join("\n")}\n`);
  return { packed: await promisify(gzip)(text, { level: 1, chunkSize }), bytes: text.length };
}

export interface LineLimits {
  readonly bytes?: number;
  /** At most one more than this is counted, which shows that there are too many; the rest is not read. */
  readonly lines?: number;
}

/**
 * Unpacks synchronously: only for use in the staging thread. Throws ERR_BUFFER_TOO_LARGE beyond `bytes`, and
 * other zlib errors if the input is no gzip.
 */
export function gunzipLines(packed: Uint8Array, { bytes, lines }: LineLimits = {}): Lines {
  const limit = bytes === undefined ? {} : { maxOutputLength: bytes };
  return new Lines(gunzipSync(packed, { chunkSize: promisedBytes(packed), ...limit }), lines);
}

/**
 * The unpacked length that a gzip states at its end (RFC 1952, ISIZE), plus one so that zlib need not look
 * for more room. With it the text is unpacked into one piece of memory; joining pieces would make V8 collect
 * everything after some ten chunks. A gzip of several members states only its last one's length, which costs
 * time and nothing else.
 */
function promisedBytes(packed: Uint8Array): number {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const length = packed.byteLength < 4 ? 0 : view.getUint32(packed.byteLength - 4, true);
  return Math.min(Math.max(length + 1, minPromised), maxPromised);
}

const lineFeed = 10;

/**
 * Lines of UTF-8 text; the last may lack its line feed. They stay bytes until one is read: as strings, a
 * hundred thousand rows would be visited by every garbage collection.
 */
export class Lines {
  readonly #bytes: Buffer<ArrayBuffer>;
  /** Where each line begins, and at the end where one more would. */
  readonly #starts: number[] = [0];

  constructor(bytes: Buffer<ArrayBuffer>, maxLines = Number.POSITIVE_INFINITY) {
    this.#bytes = bytes;
    for (let at = 0; at < bytes.length && this.#starts.length <= maxLines + 1; ) {
      const end = bytes.indexOf(lineFeed, at);
      at = end < 0 ? bytes.length + 1 : end + 1;
      this.#starts.push(at);
    }
  }

  get bytes(): number {
    return this.#bytes.length;
  }

  get isUtf8(): boolean {
    return isUtf8(this.#bytes);
  }

  get count(): number {
    return this.#starts.length - 1;
  }

  /** Whether the scanner knows the form of this line. Its positions are for `between`. */
  scan(index: number, scanner: LineScanner): boolean {
    const start = this.#starts[index];
    const next = this.#starts[index + 1];
    return start !== undefined && next !== undefined && scanner.scan(this.#bytes, start, next - 1);
  }

  between(start: number, end: number): string {
    return this.#bytes.toString("utf8", start, end);
  }

  text(index: number): string {
    return this.at(index).toString("utf8");
  }

  /** A view of this memory, not a copy. */
  at(index: number): Buffer {
    const start = this.#starts[index];
    const next = this.#starts[index + 1];
    if (start === undefined || next === undefined) throw new RangeError(`no line ${index}`);
    return this.#bytes.subarray(start, next - 1);
  }
}
