import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import type { SourceRow } from "#lib/domain/table/table.ts";
import { AppError } from "./app-error.ts";

/** 2,000 rows of 16 columns are some 60 KB compressed; a chunk of this size has rows nobody's spreadsheet has. */
const maxChunkBytes = 8 * 1024 * 1024;
/** Bytes it may unfold to: 2,000 rows of 16 KB each. A bomb of a thousand to one ends here, not in our memory. */
const maxInflatedBytes = 32 * 1024 * 1024;

export interface UnpackedRow {
  /** The line as it came. */
  readonly text: string;
  readonly source: SourceRow;
}

/**
 * Reads a chunk of original cells: gzip of one JSON line a row. Throws `too_large` beyond its budgets, `chunk_damaged` where its
 * bytes are not those of `sha256`, or are no rows.
 */
export async function unpackChunk(body: AsyncIterable<Uint8Array>, sha256: string): Promise<UnpackedRow[]> {
  const parts: Uint8Array[] = [];
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > maxChunkBytes) throw new AppError("too_large", { maxBytes: maxChunkBytes });
    hash.update(part);
    parts.push(part);
  }
  if (hash.digest("hex") !== sha256) throw new AppError("chunk_damaged", { reason: "sha256" });
  const text = await inflate(Buffer.concat(parts));
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => {
    const source = parseSourceLine(line);
    if (source === null) throw new AppError("chunk_damaged", { reason: "row" });
    return { text: line, source };
  });
}

async function inflate(bytes: Buffer): Promise<string> {
  try {
    return (await promisify(gunzip)(bytes, { maxOutputLength: maxInflatedBytes })).toString("utf8");
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLarge) throw new AppError("too_large", { maxBytes: maxInflatedBytes });
    throw new AppError("chunk_damaged", { reason: "gzip" });
  }
}
