import { inflationGraceBytes, maxEntryBytes, maxInflatedBytes, maxInflationRatio } from "../budgets.ts";
import { Refused } from "../refused.ts";
import { releaseBytes } from "../release-bytes.ts";
import { crc32 } from "./crc32.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** Counts what comes out of an archive. Declared sizes are not believed: a bomb declares what it likes. */
export class InflationBudget {
  #bytes = 0;
  readonly #maxBytes: number;

  constructor(maxBytes: number = maxInflatedBytes) {
    this.#maxBytes = maxBytes;
  }

  /** `bytes` more came out, `entryBytes` of this entry in all, of `packedBytes` that went in so far. */
  take(bytes: number, entry: ZipEntry, entryBytes: number, packedBytes: number): void {
    this.#bytes += bytes;
    const isBomb = entryBytes > inflationGraceBytes && entryBytes > packedBytes * maxInflationRatio;
    if (isBomb || entryBytes > maxEntryBytes || this.#bytes > this.#maxBytes) {
      throw new Refused("too_large", { entry: entry.name });
    }
  }
}

/** The content of an entry, checked against its length and checksum at the end. A piece is over with the next one. */
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
    // Cancelling a stream that has failed rejects with that failure, which has been told already.
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
  // What is declared can only be too small; an entry that admits to be too large need not be inflated to be refused.
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

/** Engines inflate on a thread of their own: the next pieces come while one is worked on. */
const readsAhead = 4;

function readPart(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<ReadableStreamReadResult<Uint8Array>> {
  const reading = reader.read().catch((thrown: unknown) => {
    // What the inflater says of damaged data is a TypeError in browsers and an error of zlib in Node.
    throw new Refused("corrupt", { detail: thrown instanceof Error ? thrown.message.slice(0, 100) : "" });
  });
  // Whoever stops early never waits for it; whoever goes on is told of its failure all the same.
  reading.catch(() => undefined);
  return reading;
}
