import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { assembleDebtor } from "#lib/domain/portfolio/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/portfolio/compile-row-reader.ts";
import type { CheckedRow, ControlTotals } from "#lib/domain/portfolio/debtor.ts";
import { addTotals, TotalsCounter } from "#lib/domain/portfolio/totals-counter.ts";
import { sourceLine } from "#lib/domain/table/source-line.ts";
import type { ReceiveChunkInput } from "#lib/services/receive-chunk.ts";
import type { StartStagingInput } from "#lib/services/start-staging.ts";
import { rowsPerChunk } from "#lib/spreadsheet/workbench-protocol.ts";
import { portfolioContext } from "../reading/portfolio-context.ts";
import { portfolioHeader } from "../reading/portfolio-rows.ts";
import { portfolioCells } from "../reading/write-portfolio-csv.ts";

/** A portfolio as the page sends it, with what the page would show of it. */
export interface PackedPortfolio {
  readonly totals: ControlTotals;
  readonly head: Omit<StartStagingInput, "tenantId">;
  readonly chunks: readonly (Omit<ReceiveChunkInput, "uploadId" | "body"> & { readonly body: Uint8Array })[];
}

export async function packPortfolio(rowCount: number): Promise<PackedPortfolio> {
  const cells = Array.from({ length: rowCount }, (_, index) => portfolioCells(index, rowCount));
  const totals = totalsOf(cells);
  const chunks: PackedPortfolio["chunks"][number][] = [];
  for (let firstRow = 0; firstRow < rowCount; firstRow += rowsPerChunk) {
    const some = cells.slice(firstRow, firstRow + rowsPerChunk);
    const lines = some.map((row, index) => sourceLine({ line: firstRow + index + 2, cells: row, kinds: null }));
    const body = await promisify(gzip)(`${lines.join("\n")}\n`);
    const sha256 = createHash("sha256").update(body).digest("hex");
    chunks.push({ sequence: chunks.length, firstRow, rowCount: some.length, sha256, body });
  }
  const { fields, mapping } = portfolioContext;
  const head = {
    fileName: "cartera.csv",
    fileBytes: 1,
    fileSha256: createHash("sha256").update(String(rowCount)).digest("hex"),
    headers: [...portfolioHeader],
    mapping,
    edits: [],
    fields: fields.map((field) => ({ ...field, allowedValues: [...field.allowedValues] })),
    rowCount,
    chunkCount: chunks.length,
    totals,
  };
  return { totals, head, chunks };
}

function totalsOf(cells: readonly (readonly string[])[]): ControlTotals {
  const read = compileRowReader(portfolioContext);
  const clients = Map.groupBy(
    cells.map((row, index) => read(index, { line: index + 2, cells: row, kinds: null })),
    (row) => row.identification,
  );
  const staged = new TotalsCounter();
  const leftOut = new TotalsCounter();
  const add = (rows: readonly CheckedRow[], counter: TotalsCounter, debtors: number) => {
    const sum = (of: (row: CheckedRow) => number) => rows.reduce((all, row) => all + of(row), 0);
    counter.add(
      rows.length,
      debtors,
      sum((row) => row.obligations.length),
      sum((row) => row.balanceCents),
    );
  };
  for (const [identification, rows] of clients) {
    if (identification === null) add(rows, leftOut, 0);
    else add(rows, assembleDebtor(rows, portfolioContext).debtor === null ? leftOut : staged, 1);
  }
  return { file: addTotals(staged.totals(), leftOut.totals()), leftOut: leftOut.totals(), staged: staged.totals() };
}
