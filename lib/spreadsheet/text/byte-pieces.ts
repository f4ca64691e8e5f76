/** Bytes read at once: fewer would cost a turn of the event loop each, more only memory. */
const readBytes = 4 * 1024 * 1024;

/**
 * Bytes of a piece. Node keeps decoded text of more than about 1 MB outside its heap in two bytes a character, and so
 * every cell cut from it: a piece must stay below that even where each byte becomes three of UTF-8.
 */
export const pieceBytes = 256 * 1024;

/** A file's bytes in pieces, which must not be changed. The next ones are read while these are worked on. */
export async function* bytePieces(file: Blob, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  let next = readAt(file, 0);
  for (let at = 0; at < file.size; at += readBytes) {
    signal?.throwIfAborted();
    const bytes = new Uint8Array(await next);
    next = readAt(file, at + readBytes);
    for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
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
