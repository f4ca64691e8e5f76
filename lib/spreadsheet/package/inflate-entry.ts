import { inflationGraceBytes, maxEntryBytes, maxInflatedBytes, maxInflationRatio } from "../budgets.ts";
import { Refused } from "../refused.ts";
import { releaseBytes } from "../release-bytes.ts";
import { crc32 } from "./crc32.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** Counts inflated bytes. Declared sizes prove nothing: a bomb can declare any. */
export class InflationBudget {
  #bytes = 0;
  readonly #maxBytes: number;

  constructor(maxBytes: number = maxInflatedBytes) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Counts `bytes` more. So far this entry has inflated to `entryBytes` from `packedBytes`. Throws `Refused`
   * ("too_large").
   */
  take(bytes: number, entry: ZipEntry, entryBytes: number, packedBytes: number): void {
    this.#bytes += bytes;
    const isBomb = entryBytes > inflationGraceBytes && entryBytes > packedBytes * maxInflationRatio;
    if (isBomb || entryBytes > maxEntryBytes || this.#bytes > this.#maxBytes) {
      throw new Refused("too_large", { entry: entry.name });
    }
  }
}

/**
 * The content of an entry, checked at the end against its declared length and checksum. A piece is valid
 * until the next one is requested. Throws `Refused`.
 */
export async function* inflateEntry(
  file: Blob,
  entry: ZipEntry,
  budget: InflationBudget,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let checksum = 0;
  let packedBytes = 0;
  const opened = await openEntry(file, entry, (length) => {
    packedBytes += length;
  });
  const reader = opened.getReader();
  try {
    const reads = Array.from({ length: readsAhead }, () => readPart(reader));
    for (let next = 0; ; next = (next + 1) % readsAhead) {
      signal?.throwIfAborted();
      const { done, value } = await (reads[next] ?? readPart(reader));
      if (done) break;
      bytes += value.length;
      budget.take(value.length, entry, bytes, packedBytes);
      reads[next] = readPart(reader);
      checksum = crc32(value, checksum);
      yield value;
      releaseBytes(value.buffer);
    }
  } finally {
    // Cancelling a failed stream rejects with the same failure, which was already thrown.
    await reader.cancel().catch(() => undefined);
  }
  if (checksum !== entry.crc32 || bytes !== entry.declaredBytes) throw new Refused("corrupt", { entry: entry.name });
}

async function openEntry(
  file: Blob,
  entry: ZipEntry,
  countPacked: (bytes: number) => void,
): Promise<ReadableStream<Uint8Array>> {
  if (entry.isEncrypted) throw new Refused("password_protected");
  // A declared size can be too small, but if it is already too large, inflating is needless.
  if (entry.declaredBytes > maxEntryBytes) throw new Refused("too_large", { entry: entry.name });
  const header = new DataView(await file.slice(entry.headerOffset, entry.headerOffset + 30).arrayBuffer());
  if (header.byteLength < 30) throw new Refused("truncated");
  if (header.getUint32(0, true) !== 0x04034b50) throw new Refused("corrupt", { entry: entry.name });
  const start = entry.headerOffset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + entry.packedBytes > file.size) throw new Refused("truncated");
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, controller) {
      countPacked(piece.length);
      controller.enqueue(piece);
    },
  });
  const packed = file
    .slice(start, start + entry.packedBytes)
    .stream()
    .pipeThrough(counter);
  if (entry.method === 0) return packed;
  if (entry.method === 8) return packed.pipeThrough(new DecompressionStream("deflate-raw"));
  throw new Refused("corrupt", { entry: entry.name });
}

/** Engines inflate on another thread, so the next pieces arrive while one is processed. */
const readsAhead = 4;

function readPart(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<ReadableStreamReadResult<Uint8Array>> {
  const reading = reader.read().catch((thrown: unknown) => {
    // For damaged data, browsers throw a TypeError and Node throws a zlib error.
    throw new Refused("corrupt", { detail: thrown instanceof Error ? thrown.message.slice(0, 100) : "" });
  });
  // Avoids an unhandled rejection if the caller stops early; a caller that goes on still gets the failure.
  reading.catch(() => undefined);
  return reading;
}
