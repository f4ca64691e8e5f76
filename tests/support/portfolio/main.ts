import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { PortfolioDays } from "./days.ts";
import { Portfolio, type PortfolioRows } from "./portfolio.ts";
import { truthOf } from "./truth.ts";
import { writePortfolio, writeSheet } from "./write-portfolio.ts";

/**
 * node tests/support/portfolio/main.ts --rows N --format csv|xlsx --seed S --out FILE [--errors SHARE]
 * [--truth FILE]; with --days N --debtors D instead of --rows: the file of day N.
 */
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000" },
    format: { type: "string", default: "csv" },
    seed: { type: "string", default: "1" },
    days: { type: "string" },
    debtors: { type: "string", default: "1000" },
    errors: { type: "string", default: "0" },
    out: { type: "string" },
    truth: { type: "string" },
  },
});
const { format, out, truth } = values;
if (out === undefined || (format !== "csv" && format !== "xlsx"))
  throw new Error("--out FILE and --format csv or xlsx are needed");
const seed = Number(values.seed);
if (values.days !== undefined) {
  const days = new PortfolioDays({ seed, debtors: Number(values.debtors) });
  let day = days.next();
  while (day.number < Number(values.days)) day = days.next();
  await writeSheet(day.sheet(), format, out);
  console.log(`${out}: ${day.rowCount} rows, seed ${seed}, day ${day.number} (${day.date}, ${day.kind})`);
  await writeTruth(day);
} else {
  const options = { rows: Number(values.rows), seed, errorShare: Number(values.errors) };
  await writePortfolio(options, format, out);
  console.log(`${out}: ${options.rows} rows, seed ${seed}, ${values.errors} of them with an error`);
  await writeTruth(new Portfolio(options));
}

async function writeTruth(rows: PortfolioRows): Promise<void> {
  if (truth === undefined) return;
  const told = truthOf(rows);
  await writeFile(truth, JSON.stringify({ ...told, totalCents: String(told.totalCents) }, null, 1));
}
