import type { Lines } from "./packed-lines.ts";

/** A chunk as it came, unpacked. */
export interface ChunkAhead {
  readonly uploadId: string;
  readonly sequence: number;
  readonly sha256: string;
  readonly lines: Lines;
}

export interface LinesOfChunk {
  readonly sha256: string;
  readonly lines: Lines;
}

/** An upload's chunks by sequence. */
export type UploadAhead = ReadonlyMap<number, LinesOfChunk>;

/** Of all uploads together: what one derivation holds at once. */
const maxBytes = 64 * 1024 * 1024;

/**
 * The text of chunks as they arrive, kept until staging ends, when it need not be fetched and unpacked again. A shortcut and no more: the
 * database has every chunk, and is asked where this has none, or another one. (What the rows come to is not kept: as objects that
 * stay, they cost the garbage collector more than reading them later does.)
 */
export class LinesAhead {
  readonly #uploads = new Map<string, Map<number, LinesOfChunk>>();
  #bytes = 0;

  add({ uploadId, sequence, sha256, lines }: ChunkAhead): void {
    // The oldest make room: who never ends a staging must not keep it from the others.
    for (const other of this.#uploads.keys()) {
      if (this.#bytes + lines.bytes <= maxBytes || other === uploadId) break;
      this.take(other);
    }
    const chunks = this.#uploads.get(uploadId) ?? new Map<number, LinesOfChunk>();
    if (this.#bytes + lines.bytes > maxBytes || chunks.has(sequence)) return;
    this.#uploads.set(uploadId, chunks);
    this.#bytes += lines.bytes;
    chunks.set(sequence, { sha256, lines });
  }

  /** What is known of an upload; it is forgotten here. */
  take(uploadId: string): UploadAhead {
    const chunks = this.#uploads.get(uploadId) ?? new Map<number, LinesOfChunk>();
    this.#uploads.delete(uploadId);
    for (const { lines } of chunks.values()) this.#bytes -= lines.bytes;
    return chunks;
  }
}
