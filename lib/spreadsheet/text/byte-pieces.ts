/** Bytes read at once. Smaller ones cost a turn of the event loop each, larger ones only memory. */
export const pieceBytes = 1024 * 1024;

/** A file's bytes from `from` on, in pieces. Each is a copy of its own. */
export async function* bytePieces(file: Blob, from: number, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let at = from; at < file.size; at += pieceBytes) {
    signal?.throwIfAborted();
    yield new Uint8Array(await file.slice(at, Math.min(file.size, at + pieceBytes)).arrayBuffer());
  }
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
