import { existsSync, mkdirSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writePortfolioCsv } from "./write-portfolio-csv.ts";
import { writePortfolioXlsx } from "./write-portfolio-xlsx.ts";

/** Increase whenever the content of the files changes, so that no old file is measured. */
const edition = 3;

const folder = join(tmpdir(), `upload-portal-bench-${edition}`);

/**
 * The path of a file that is made on first use and kept for later runs: making it takes longer than reading
 * it.
 */
async function kept(name: string, write: (path: string) => Promise<void>): Promise<string> {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await write(unfinished);
  renameSync(unfinished, path);
  return path;
}

export function portfolioCsv(rowCount: number): Promise<string> {
  return kept(`portfolio-${rowCount}.csv`, (path) => writePortfolioCsv(path, rowCount));
}

export function portfolioXlsx(rowCount: number): Promise<string> {
  return kept(`portfolio-${rowCount}.xlsx`, (path) => writePortfolioXlsx(path, rowCount));
}

/** Any other file of this edition, for example a zip bomb. */
export function madeFile(name: string, write: (path: string) => Promise<void>): Promise<string> {
  return kept(name, write);
}
