import { sourceLine } from "#lib/domain/table/source-line.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { rowsPerChunk, type StagingChunk } from "../protocol/staging.ts";
import { sha256Hex } from "./digest.ts";

/**
 * The file's own rows: edits are sent apart, so a chunk's bytes never change while a file is open. Throws a
 * RangeError if the table has no such chunk.
 */
export async function stagingChunk(table: Table, sequence: number): Promise<StagingChunk> {
  const firstRow = sequence * rowsPerChunk;
  const rowCount = Math.min(rowsPerChunk, table.rowCount - firstRow);
  if (rowCount <= 0) throw new RangeError(`chunk ${sequence} of a table with ${table.rowCount} rows`);
  const lines = Array.from({ length: rowCount }, (_, index) => sourceLine(table.sourceRow(firstRow + index)));
  const packed = new Blob([`${lines.join("\n")}\n`]).stream().pipeThrough(new CompressionStream("gzip"));
  const body = await new Response(packed).arrayBuffer();
  return { sequence, firstRow, rowCount, body, sha256: await sha256Hex(body) };
}
