import { isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { gunzipSync, gzip } from "node:zlib";
import type { LineScanner } from "#lib/domain/fast/fast-path.ts";

/** zlib hands over so much at a time; its default of 16 KB means thirty pieces to be joined for one chunk of rows. */
const chunkSize = 1024 * 1024;
/** What a gzip may make us set aside before it has shown that it is so large. */
const maxPromised = 4 * chunkSize;
/** Below that Node may cut it from memory that others have a part in. */
const minPromised = 64 * 1024;

export interface PackedLines {
  readonly packed: Uint8Array;
  /** UTF-8 bytes before packing. */
  readonly bytes: number;
}

/** Packs lines anew. Those that came in the form that is kept are kept as they came, packed. */
export async function gzipLines(lines: readonly string[]): Promise<PackedLines> {
  const text = Buffer.from(`${lines.join("\n")}\n`);
  return { packed: await promisify(gzip)(text, { level: 1, chunkSize }), bytes: text.length };
}

export interface LineLimits {
  readonly bytes?: number;
  /** One more is counted, so that it shows that there are too many; what is behind it is not looked at. */
  readonly lines?: number;
}

/** Only ever in a thread of its own. Throws ERR_BUFFER_TOO_LARGE beyond `bytes`, other errors of zlib where it is no gzip. */
export function gunzipLines(packed: Uint8Array, { bytes, lines }: LineLimits = {}): Lines {
  const limit = bytes === undefined ? {} : { maxOutputLength: bytes };
  return new Lines(gunzipSync(packed, { chunkSize: promisedBytes(packed), ...limit }), lines);
}

/**
 * The length a gzip ends with (RFC 1952, ISIZE), and one more, so that zlib need not look for room at its end: its text in one piece of
 * memory, where pieces and what they are joined in would make V8 collect everything after some ten chunks. A gzip of several members ends with its last one's, which costs time only.
 */
function promisedBytes(packed: Uint8Array): number {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const length = packed.byteLength < 4 ? 0 : view.getUint32(packed.byteLength - 4, true);
  return Math.min(Math.max(length + 1, minPromised), maxPromised);
}

const lineFeed = 10;

/**
 * Lines of UTF-8 text, the last one with or without its line feed. They stay bytes until one is asked for: as strings, a hundred
 * thousand rows would be walked through by every garbage collection.
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

  /** Whether the scanner knows this line; its positions are for `between`. */
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

  /** Bytes of this memory, not a copy. */
  at(index: number): Buffer {
    const start = this.#starts[index];
    const next = this.#starts[index + 1];
    if (start === undefined || next === undefined) throw new RangeError(`no line ${index}`);
    return this.#bytes.subarray(start, next - 1);
  }
}
