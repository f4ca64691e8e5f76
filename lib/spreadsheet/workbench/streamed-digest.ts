import { createSHA256 } from "hash-wasm";
import { fileDigest, pieceBytes } from "./digest.ts";

const bufferBytes = 512 * 1024;

/**
 * The same digest as `fileDigest`, by WebAssembly over one reused buffer: Chromium keeps hundreds of
 * megabytes of what it hashes itself or reads into new buffers (decision 27). A browser without either falls
 * back to `fileDigest`.
 */
export async function streamedDigest(file: Blob): Promise<string> {
  const reader = bytesOf(file);
  if (reader === null || typeof WebAssembly === "undefined") return fileDigest(file);
  const pieces = new PieceDigests(await createSHA256(), await createSHA256());
  let buffer = new Uint8Array(bufferBytes);
  for (;;) {
    const { value } = await reader.read(buffer);
    if (value === undefined || value.length === 0) return pieces.finish();
    pieces.push(value);
    buffer = new Uint8Array(value.buffer);
  }
}

/** Null if the browser's streams cannot fill a given buffer. */
function bytesOf(file: Blob): ReadableStreamBYOBReader | null {
  try {
    return file.stream().getReader({ mode: "byob" });
  } catch (thrown) {
    if (thrown instanceof TypeError) return null;
    throw thrown;
  }
}

type Hasher = Awaited<ReturnType<typeof createSHA256>>;

/** The digest of the digests of a file's pieces; for a single piece its own digest. */
class PieceDigests {
  readonly #piece: Hasher;
  readonly #all: Hasher;
  #room = pieceBytes;
  #count = 0;

  constructor(piece: Hasher, all: Hasher) {
    this.#piece = piece.init();
    this.#all = all.init();
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#room === 0) this.#close();
      const part = bytes.subarray(at, at + this.#room);
      this.#piece.update(part);
      this.#room -= part.length;
      at += part.length;
    }
  }

  finish(): string {
    if (this.#count === 0) return this.#piece.digest("hex");
    this.#close();
    return this.#all.digest("hex");
  }

  #close(): void {
    this.#all.update(this.#piece.digest("binary"));
    this.#piece.init();
    this.#room = pieceBytes;
    this.#count++;
  }
}
