import { createHash } from "node:crypto";
import { AppError } from "./app-error.ts";
import { gunzipLines, type Lines } from "./packed-lines.ts";

/** 5,000 rows of 16 columns are some 150 KB compressed; a chunk of this size has rows nobody's spreadsheet has. */
const maxChunkBytes = 16 * 1024 * 1024;
/** Bytes it may unfold to: 5,000 rows of 13 KB each. A bomb of a thousand to one ends here, not in our memory. */
const maxInflatedBytes = 64 * 1024 * 1024;

export interface UnpackedChunk {
  /** One row each, not looked at yet. */
  readonly lines: Lines;
  /** The chunk as it came, gzip. */
  readonly packed: Uint8Array;
}

/**
 * Unpacks a chunk of original cells: gzip of one JSON line a row. Throws `too_large` beyond its budgets, `chunk_damaged` where its
 * bytes are not those of `sha256`, or are no text.
 */
export async function unpackChunk(body: AsyncIterable<Uint8Array>, sha256: string): Promise<UnpackedChunk> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.byteLength;
    if (length > maxChunkBytes) throw new AppError("too_large", { maxBytes: maxChunkBytes });
    parts.push(part);
  }
  const packed = Buffer.concat(parts);
  if (createHash("sha256").update(packed).digest("hex") !== sha256) {
    throw new AppError("chunk_damaged", { reason: "sha256" });
  }
  const lines = await inflate(packed);
  // Kept as bytes from here on, and the database refuses what is no text.
  if (!lines.isUtf8) throw new AppError("chunk_damaged", { reason: "utf8" });
  return { lines, packed };
}

async function inflate(packed: Buffer): Promise<Lines> {
  try {
    return await gunzipLines(packed, maxInflatedBytes);
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLarge) throw new AppError("too_large", { maxBytes: maxInflatedBytes });
    throw new AppError("chunk_damaged", { reason: "gzip" });
  }
}
