import { mkdirSync, writeFileSync } from "node:fs";
import type { Sheet } from "./columns.ts";
import { nextSampleSheet, pastDays, pastSampleSheet, sampleSheet } from "./sample.ts";
import { type PortfolioFormat, sheetPieces } from "./write-portfolio.ts";

/** Rewrites public/samples/ and the past loads of the demo: node tests/support/portfolio/write-samples.ts */
const root = new URL("../../../", import.meta.url);

mkdirSync(new URL("prisma/demo/", root), { recursive: true });
write(sampleSheet(), "csv", "public/samples/cartera-de-ejemplo.csv");
write(nextSampleSheet(), "xlsx", "public/samples/cartera-de-ejemplo.xlsx");
for (let day = 1; day <= pastDays; day++) write(pastSampleSheet(day), "csv", `prisma/demo/day-${day}.csv`);

function write(sheet: Sheet, format: PortfolioFormat, path: string): void {
  writeFileSync(new URL(path, root), Buffer.concat([...sheetPieces(sheet, format)]));
}
