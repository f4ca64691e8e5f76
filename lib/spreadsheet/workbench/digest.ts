import { releaseBytes } from "../release-bytes.ts";

/**
 * The size of the pieces in which a large file is hashed: Web Crypto has no incremental digest, and a browser
 * holds twice what it hashes.
 */
export const pieceBytes = 8 * 1024 * 1024;
const readBytes = 512 * 1024;

/** SHA-256 as hex. Browsers offer it only over https and on localhost. */
export async function sha256Hex(bytes: BufferSource): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", bytes));
}

/**
 * The digest by which a file dropped before is recognised: SHA-256 up to 8 MB, above that the SHA-256 of the
 * SHA-256s of its 8 MB pieces. Takes the memory of two pieces and hardly any time of the calling thread.
 */
export async function fileDigest(file: Blob): Promise<string> {
  if (file.size <= pieceBytes) return sha256Hex(await file.arrayBuffer());
  const digests: ArrayBuffer[] = [];
  for (let at = 0; at < file.size; at += pieceBytes) {
    const piece = await pieceAt(file, at);
    digests.push(await crypto.subtle.digest("SHA-256", piece));
    releaseBytes(piece.buffer);
  }
  return sha256Hex(await new Blob(digests).arrayBuffer());
}

/**
 * Reads a piece by many small reads at once. Node reads 64 KB each time its thread is free; while that thread
 * works on the same file, sequential reads would end long after it (decision 19).
 */
async function pieceAt(file: Blob, at: number): Promise<Uint8Array<ArrayBuffer>> {
  const piece = new Uint8Array(Math.min(pieceBytes, file.size - at));
  const starts = Array.from({ length: Math.ceil(piece.length / readBytes) }, (_, index) => index * readBytes);
  const read = async (start: number): Promise<void> => {
    const end = Math.min(start + readBytes, piece.length);
    const bytes = await file.slice(at + start, at + end).arrayBuffer();
    piece.set(new Uint8Array(bytes), start);
    releaseBytes(bytes);
  };
  await Promise.all(starts.map(read));
  return piece;
}

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
