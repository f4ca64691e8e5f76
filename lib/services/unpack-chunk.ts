import { createHash } from "node:crypto";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import type { SourceRow } from "#lib/domain/table/table.ts";
import { AppError } from "./app-error.ts";
import { gunzipLines, type Lines } from "./packed-lines.ts";

/** 2,000 rows of 16 columns are some 60 KB compressed; a chunk of this size has rows nobody's spreadsheet has. */
const maxChunkBytes = 8 * 1024 * 1024;
/** Bytes it may unfold to: 2,000 rows of 16 KB each. A bomb of a thousand to one ends here, not in our memory. */
const maxInflatedBytes = 32 * 1024 * 1024;

export interface UnpackedRow {
  /** The line as it came. */
  readonly text: string;
  readonly source: SourceRow;
}

export interface UnpackedChunk {
  readonly rows: readonly UnpackedRow[];
  /** The chunk as it came, gzip. */
  readonly packed: Uint8Array;
  /** UTF-8 bytes of its lines. */
  readonly bytes: number;
}

/**
 * Reads a chunk of original cells: gzip of one JSON line a row. Throws `too_large` beyond its budgets, `chunk_damaged` where its
 * bytes are not those of `sha256`, or are no rows.
 */
export async function unpackChunk(body: AsyncIterable<Uint8Array>, sha256: string): Promise<UnpackedChunk> {
  const parts: Uint8Array[] = [];
  const hash = createHash("sha256");
  let length = 0;
  for await (const part of body) {
    length += part.byteLength;
    if (length > maxChunkBytes) throw new AppError("too_large", { maxBytes: maxChunkBytes });
    hash.update(part);
    parts.push(part);
  }
  if (hash.digest("hex") !== sha256) throw new AppError("chunk_damaged", { reason: "sha256" });
  const packed = Buffer.concat(parts);
  const lines = await inflate(packed);
  const rows = Array.from({ length: lines.count }, (_, index) => {
    const text = lines.at(index).toString("utf8");
    const source = parseSourceLine(text);
    if (source === null) throw new AppError("chunk_damaged", { reason: "row" });
    return { text, source };
  });
  return { rows, packed, bytes: lines.bytes };
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
