import type { BulkClient } from "#lib/database/pool.ts";
import { RowSpill } from "#lib/database/staging/row-spill.ts";
import { readChunkNames, readChunkSource, type StoredChunk } from "#lib/database/staging/staged-chunks.ts";
import { DebtorOrder } from "./debtor-order.ts";
import type { UploadAhead } from "./lines-ahead.ts";
import { gunzipLines, Lines } from "./packed-lines.ts";
import { RunOfDebtors, type StagedRows, type StagedRowText } from "./run-of-debtors.ts";

/**
 * Bytes of text held at once, about 250,000 usual rows. Up to this the chunks are read once; beyond it every
 * row is written to a temporary table and read again.
 */
const maxRunBytes = 64 * 1024 * 1024;

export interface StagedDebtorsOptions {
  readonly runBytes?: number | undefined;
  /** Chunks that need not be fetched. */
  readonly ahead?: UploadAhead | undefined;
}

/** Who stands in an upload's rows, before any of them is read. */
export interface OrderedDebtors {
  readonly order: DebtorOrder;
  readonly chunks: readonly StoredChunk[];
  /** Rows without a readable identification. */
  readonly unidentifiedRows: number;
}

export async function orderDebtors(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  rowCount: number,
): Promise<OrderedDebtors> {
  const order = new DebtorOrder(rowCount);
  const chunks: StoredChunk[] = [];
  let unidentifiedRows = 0;
  for await (const { identifications, textBytes, ...chunk } of readChunkNames(client, tenantId, uploadId)) {
    chunks.push(chunk);
    const bytes = textBytes / identifications.length;
    for (const identification of identifications) {
      order.add(identification, bytes);
      if (identification === null) unidentifiedRows++;
    }
  }
  return { order, chunks, unidentifiedRows };
}

/**
 * All staged rows of an upload, debtor by debtor in the order of their first rows; each
 * debtor's rows in file order.
 */
export async function* stagedDebtors(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  { order, chunks }: OrderedDebtors,
  { runBytes = maxRunBytes, ahead = new Map() }: StagedDebtorsOptions,
): AsyncGenerator<Iterable<readonly StagedRowText[]>> {
  const runs = order.runs(runBytes);
  const pieces = readPieces(client, tenantId, uploadId, chunks, ahead);
  if (runs.length <= 1) {
    const debtors = new RunOfDebtors(order, 0, runs[0]?.end ?? 0);
    for await (const piece of pieces) debtors.add(piece);
    yield debtors.inOrder();
    return;
  }
  const spill = await setAside(client, order, runs, pieces);
  for (const [run, { start, end }] of runs.entries()) {
    const debtors = new RunOfDebtors(order, start, end);
    for await (const texts of spill.read(run)) debtors.add(pieceOf(texts));
    yield debtors.inOrder();
  }
}

/** One chunk's rows at a time, in the order of the file. */
async function* readPieces(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  chunks: readonly StoredChunk[],
  ahead: UploadAhead,
): AsyncGenerator<StagedRows> {
  for (const { sequence, sha256, firstRow } of chunks) {
    const row = (index: number) => firstRow + index;
    const known = ahead.get(sequence);
    if (known?.sha256 === sha256) {
      yield { count: known.lines.count, row, source: known.lines };
      continue;
    }
    const source = gunzipLines(await readChunkSource(client, tenantId, uploadId, sequence));
    yield { count: source.count, row, source };
  }
}

const lineFeed = Buffer.from("\n");

/** Writes all rows to a temporary table, grouped by run. */
async function setAside(
  client: BulkClient,
  order: DebtorOrder,
  runs: readonly { readonly start: number; readonly end: number }[],
  pieces: AsyncIterable<StagedRows>,
): Promise<RowSpill> {
  const spill = await RowSpill.create(client);
  const runOfDebtor = new Uint32Array(runs.at(-1)?.end ?? 0);
  for (const [run, { start, end }] of runs.entries()) runOfDebtor.fill(run, start, end);
  let place = 0;
  for await (const { count, row, source } of pieces) {
    const texts = new Map<number, Buffer[]>();
    for (let index = 0; index < count; index++) {
      const run = runOfDebtor[order.debtorOf(row(index))] ?? 0;
      const parts = texts.get(run) ?? [];
      if (parts.length === 0) texts.set(run, parts);
      parts.push(Buffer.from(`${row(index)}\n`), source.at(index), lineFeed);
    }
    await spill.write(Array.from(texts, ([run, parts]) => [run, place, Buffer.concat(parts)]));
    place++;
  }
  await spill.close();
  return spill;
}

/** Lines alternate: a row's number, then its JSON line. */
function pieceOf(texts: string): StagedRows {
  const lines = new Lines(Buffer.from(texts));
  return {
    count: lines.count >> 1,
    row: (index) => Number(lines.at(index * 2).toString("latin1")),
    source: { at: (index) => lines.at(index * 2 + 1) },
  };
}
