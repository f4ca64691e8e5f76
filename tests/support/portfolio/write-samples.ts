import { writeFileSync } from "node:fs";
import { sampleSheet } from "./sample.ts";
import { type PortfolioFormat, sheetPieces } from "./write-portfolio.ts";

/** Rewrites public/samples/: node tests/support/portfolio/write-samples.ts */
for (const format of ["csv", "xlsx"] satisfies PortfolioFormat[]) {
  const path = new URL(`../../../public/samples/cartera-de-ejemplo.${format}`, import.meta.url);
  writeFileSync(path, Buffer.concat([...sheetPieces(sampleSheet(), format)]));
}
