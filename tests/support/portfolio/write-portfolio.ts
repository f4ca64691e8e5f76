import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { type Sheet, sheetOf } from "./columns.ts";
import { csvText, windows1252 } from "./csv-text.ts";
import { Portfolio, type PortfolioOptions } from "./portfolio.ts";
import { workbookBytes } from "./workbook-bytes.ts";

export type PortfolioFormat = "csv" | "xlsx";

/** The whole file in memory, for tests of some thousand rows. */
export function portfolioBytes(options: PortfolioOptions, format: PortfolioFormat): Uint8Array {
  return Buffer.concat([...sheetPieces(sheetOf(new Portfolio(options)), format)]);
}

/** Streams a portfolio of any size to a file. */
export async function writePortfolio(options: PortfolioOptions, format: PortfolioFormat, path: string): Promise<void> {
  await writeSheet(sheetOf(new Portfolio(options)), format, path);
}

/** Streams a sheet of any size to a file. */
export async function writeSheet(sheet: Sheet, format: PortfolioFormat, path: string): Promise<void> {
  const file = createWriteStream(path);
  for (const piece of sheetPieces(sheet, format)) if (!file.write(piece)) await once(file, "drain");
  file.end();
  await once(file, "finish");
}

/** The bytes of a sheet, piece by piece. */
export function* sheetPieces(sheet: Sheet, format: PortfolioFormat): Generator<Uint8Array> {
  if (format === "xlsx") return yield* workbookBytes(sheet);
  for (const text of csvText(sheet)) yield windows1252(text);
}
