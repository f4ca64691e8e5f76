import { releaseBytes } from "../release-bytes.ts";

/** Bytes per read, and how many reads are under way. A single one keeps waiting for the disk or another process. */
const readBytes = 1024 * 1024;
const readsAhead = 4;

/**
 * Most bytes of a piece. Node keeps decoded text of more than about 1 MB outside its heap at two bytes per
 * character, and with it every cell cut from it. A piece must stay below that even if each byte becomes three
 * of UTF-8.
 */
export const pieceBytes = 256 * 1024;

const lineFeed = 10;

/**
 * A file's bytes in pieces, each valid until the next one is requested. A piece ends with a line feed if it
 * has one, so hardly any row is cut in two. The next reads are under way while a piece is processed.
 */
export async function* bytePieces(file: Blob, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const reads: Promise<ArrayBuffer>[] = [];
  let asked = 0;
  let rest: Uint8Array = new Uint8Array(0);
  for (let at = 0; at < file.size; at += readBytes) {
    signal?.throwIfAborted();
    for (; reads.length < readsAhead && asked < file.size; asked += readBytes) reads.push(readAt(file, asked));
    const bytes = new Uint8Array((await reads.shift()) ?? new ArrayBuffer(0));
    const isLast = at + readBytes >= file.size;
    for (let from = 0; from < bytes.length; ) {
      const to = Math.min(from + pieceBytes - rest.length, bytes.length);
      const line = bytes.subarray(from, to).lastIndexOf(lineFeed) + 1;
      // The last bytes of a read are held for the next one, unless they are too many to be the beginning of a row.
      const end = line > 0 ? from + line : to;
      const isHeld = !isLast && line === 0 && to === bytes.length;
      const piece = joinBytes(rest, bytes.subarray(from, end));
      from = end;
      if (isHeld && piece.length < pieceBytes) rest = piece;
      else {
        rest = new Uint8Array(0);
        yield piece;
      }
    }
    rest = rest.slice();
    releaseBytes(bytes.buffer);
  }
}

function readAt(file: Blob, at: number): Promise<ArrayBuffer> {
  const reading = file.slice(at, Math.min(file.size, at + readBytes)).arrayBuffer();
  // Avoids an unhandled rejection if the caller stops early; a caller that goes on still gets the failure.
  reading.catch(() => undefined);
  return reading;
}

/** How many bytes at the end begin a UTF-8 sequence that continues in the next piece (0 to 3). */
export function openUtf8Bytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

/** Joins two byte arrays; returns `second` itself if `first` is empty. */
export function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
