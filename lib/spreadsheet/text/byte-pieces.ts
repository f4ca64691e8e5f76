import { releaseBytes } from "../release-bytes.ts";

/** Bytes read at once, and how many reads are under way: one alone waits for the disk or for another process again and again. */
const readBytes = 1024 * 1024;
const readsAhead = 4;

/**
 * Bytes of a piece at most. Node keeps decoded text of more than about 1 MB outside its heap in two bytes a character, and so
 * every cell cut from it: a piece must stay below that even where each byte becomes three of UTF-8.
 */
export const pieceBytes = 256 * 1024;

const lineFeed = 10;

/**
 * A file's bytes in pieces, each over with the next one. A piece ends with a line feed where it has one, so that hardly a row is cut in
 * two. The next ones are read while these are worked on.
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
      // The last bytes of a read wait for the next one, unless they are too many to be the beginning of a row.
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
  // Whoever stops early never waits for it; whoever goes on is told of its failure all the same.
  reading.catch(() => undefined);
  return reading;
}

/** How many bytes at the end belong to a UTF-8 sequence that the next piece goes on with (0 to 3). */
export function openUtf8Bytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

/** Two byte arrays as one. */
export function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
