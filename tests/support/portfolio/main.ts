import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { Portfolio } from "./portfolio.ts";
import { truthOf } from "./truth.ts";
import { writePortfolio } from "./write-portfolio.ts";

/**
 * node tests/support/portfolio/main.ts --rows N --format csv|xlsx --seed S --out FILE [--errors SHARE]
 * [--truth FILE]
 */
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000" },
    format: { type: "string", default: "csv" },
    seed: { type: "string", default: "1" },
    errors: { type: "string", default: "0" },
    out: { type: "string" },
    truth: { type: "string" },
  },
});
const { format, out, truth } = values;
if (out === undefined || (format !== "csv" && format !== "xlsx"))
  throw new Error("--out FILE and --format csv or xlsx are needed");
const options = { rows: Number(values.rows), seed: Number(values.seed), errorShare: Number(values.errors) };
await writePortfolio(options, format, out);
if (truth !== undefined) {
  const told = truthOf(new Portfolio(options));
  await writeFile(truth, JSON.stringify({ ...told, totalCents: String(told.totalCents) }, null, 1));
}
console.log(`${out}: ${options.rows} rows, seed ${options.seed}, ${values.errors} of them with an error`);
