import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import { judgeDebtor } from "#lib/domain/debtors/judge-debtor.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import { sourceLine } from "#lib/domain/table/source-line.ts";
import { rowsPerChunk } from "#lib/spreadsheet/protocol/staging.ts";
import { portfolioContext } from "../reading/portfolio-context.ts";
import { portfolioFields, portfolioHeader } from "../reading/portfolio-rows.ts";
import { portfolioCells } from "../reading/write-portfolio-csv.ts";
import type { PackedPortfolio } from "./packed-portfolio.ts";

const column = (field: (typeof portfolioFields)[number]) => portfolioFields.indexOf(field);
const [identification, email, telephone] = [
  column("debtor.Identification"),
  column("debtor.Email"),
  column("debtor.Telephone"),
];
const [number, balance, daysLate] = [
  column("obligation.id"),
  column("obligation.total_balance"),
  column("obligation.days_delay"),
];

/**
 * A day of a portfolio with one row a debtor. On the second, of a hundred debtors two are new, one is gone, five have
 * another balance, two are as they were, and the others are only a day older.
 */
export function* dayOf(day: 1 | 2, debtors: number): Generator<string[]> {
  for (let index = 0; index < debtors; index++) {
    const kind = index % 100;
    // The first of each hundred is gone on the second day; 1 and 2 are not there on the first.
    if (day === 2 ? kind === 0 : kind === 1 || kind === 2) continue;
    const cells = portfolioCells(index, debtors);
    cells[identification] = String(100_000_000 + index);
    cells[email] = `cliente${index}@example.com`;
    cells[telephone] = `3${String(index).padStart(9, "0")}`;
    cells[number] = `OB-${index}`;
    if (day === 2 && kind > 4) cells[daysLate] = String(Number(cells[daysLate]) + 1);
    if (day === 2 && kind > 94) cells[balance] = "1.234,56";
    yield cells;
  }
}

/** A day as the page sends it. A chunk at a time: a million rows at once would be gigabytes. */
export async function packDay(
  day: 1 | 2,
  debtors: number,
  keep: (chunk: PackedPortfolio["chunks"][number]) => void,
): Promise<PackedPortfolio["head"]> {
  const read = compileRowReader(portfolioContext);
  const counter = new ControlCounter();
  let [rowCount, chunkCount] = [0, 0];
  let lines: string[] = [];
  const pack = async () => {
    const body = await promisify(gzip)(`${lines.join("\n")}\n`, { level: 1 });
    const sha256 = createHash("sha256").update(body).digest("hex");
    keep({ sequence: chunkCount++, firstRow: rowCount - lines.length, rowCount: lines.length, sha256, body });
    lines = [];
  };
  for (const cells of dayOf(day, debtors)) {
    const source = { line: rowCount + 2, cells, kinds: null };
    const checked = read(rowCount++, source);
    counter.add([checked], judgeDebtor([checked], portfolioContext));
    lines.push(sourceLine(source));
    if (lines.length === rowsPerChunk) await pack();
  }
  if (lines.length > 0) await pack();
  const { fields, mapping } = portfolioContext;
  return {
    fileName: `cartera-${day}.csv`,
    fileBytes: 1,
    fileSha256: createHash("sha256").update(`${day} ${debtors}`).digest("hex"),
    headers: [...portfolioHeader],
    mapping,
    lists: {},
    fieldsDigest: fieldsDigest(fields),
    rowCount,
    chunkCount,
    totals: counter.totals(),
  };
}
