import type { Lines } from "./packed-lines.ts";

/** A chunk as it arrived, unpacked. */
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

/** For all uploads together: as much as one derivation holds at once. */
const maxBytes = 64 * 1024 * 1024;

/**
 * The text of arriving chunks, kept until staging ends so that it need not be fetched and unpacked again.
 * Only a shortcut: the database has every chunk and is read if this lacks one or has another version.
 * Derived rows are not kept: as objects that stay, they would cost the garbage collector more
 * than reading them later.
 */
export class LinesAhead {
  readonly #uploads = new Map<string, Map<number, LinesOfChunk>>();
  #bytes = 0;

  add({ uploadId, sequence, sha256, lines }: ChunkAhead): void {
    // The oldest uploads make room: one whose staging never ends must not keep the space from others.
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

  /** Returns an upload's chunks and forgets them. */
  take(uploadId: string): UploadAhead {
    const chunks = this.#uploads.get(uploadId) ?? new Map<number, LinesOfChunk>();
    this.#uploads.delete(uploadId);
    for (const { lines } of chunks.values()) this.#bytes -= lines.bytes;
    return chunks;
  }
}
