import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import { judgeDebtor, ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import { sourceLine } from "#lib/domain/table/source-line.ts";
import type { ReceiveChunkInput } from "#lib/services/uploads/receive-chunk.ts";
import type { StartStagingInput } from "#lib/services/uploads/start-staging.ts";
import { rowsPerChunk } from "#lib/spreadsheet/protocol/staging.ts";
import { portfolioContext } from "../reading/portfolio-context.ts";
import { portfolioHeader } from "../reading/portfolio-rows.ts";
import { portfolioCells } from "../reading/write-portfolio-csv.ts";

/** A portfolio as the page sends it, with the totals that the page would show. */
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
    lists: {},
    fieldsDigest: fieldsDigest(fields),
    rowCount,
    chunkCount: chunks.length,
    totals,
  };
  return { totals, head, chunks };
}

function totalsOf(cells: readonly (readonly string[])[]): ControlTotals {
  const read = compileRowReader(portfolioContext);
  const debtors = Map.groupBy(
    cells.map((row, index) => read(index, { line: index + 2, cells: row, kinds: null })),
    (row) => row.identification,
  );
  const counter = new ControlCounter();
  for (const [identification, rows] of debtors) {
    if (identification === null) for (const row of rows) counter.add([row], ofNobody);
    else counter.add(rows, judgeDebtor(rows, portfolioContext));
  }
  return counter.totals();
}
