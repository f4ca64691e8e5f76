import { createHash } from "node:crypto";
import { AppError } from "#lib/domain/app-error.ts";
import { maxChunkBytes } from "#lib/domain/staging/chunk-limit.ts";
import { gunzipLines, type Lines } from "./packed-lines.ts";

/** The most bytes a chunk may unpack to: 5,000 rows of 13 KB each. Stops a gzip bomb of a thousand to one. */
const maxInflatedBytes = 64 * 1024 * 1024;

/** Reads the body of a chunk into memory of its own, which can be moved to a thread. Throws `too_large`. */
export async function takeChunk(body: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.byteLength;
    if (length > maxChunkBytes) throw new AppError("too_large", { maxBytes: maxChunkBytes });
    parts.push(part);
  }
  const packed = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    packed.set(part, at);
    at += part.byteLength;
  }
  return packed;
}

/**
 * Unpacks a chunk: gzip of `lineCount` lines of JSON. Throws `too_large` beyond its budgets, and
 * `chunk_damaged` if its bytes do not match `sha256`, are no gzip or no UTF-8, or have another number of lines.
 */
export function unpackChunk(packed: Uint8Array, sha256: string, lineCount: number): Lines {
  if (createHash("sha256").update(packed).digest("hex") !== sha256) {
    throw new AppError("chunk_damaged", { reason: "sha256" });
  }
  const lines = inflate(packed, lineCount);
  if (lines.count !== lineCount) throw new AppError("chunk_damaged", { reason: "rowCount" });
  // Checked here because the text stays bytes from now on, and the database refuses invalid UTF-8.
  if (!lines.isUtf8) throw new AppError("chunk_damaged", { reason: "utf8" });
  return lines;
}

function inflate(packed: Uint8Array, lineCount: number): Lines {
  try {
    return gunzipLines(packed, { bytes: maxInflatedBytes, lines: lineCount });
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLarge) throw new AppError("too_large", { maxBytes: maxInflatedBytes });
    throw new AppError("chunk_damaged", { reason: "gzip" });
  }
}
