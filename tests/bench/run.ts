import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { generateClient, isClientGenerated } from "#lib/up/build-portal.ts";
import { type Bench, figureLine, isReached, type Scale } from "./figure.ts";
import { benches } from "./registry.ts";
import { type BenchResult, resultsPage } from "./results-page.ts";

/**
 * `npm run bench` measures everything and writes RESULTS.md; `npm run bench -- NAME…` measures some and
 * writes nothing. Exit code 1 if a figure misses its bar or a bench could not run. With `--smallest` each is as small
 * as can be, no figure has a bar and nothing is written: it shows that every bench still runs.
 */
const { values, positionals: names } = parseArgs({
  options: { smallest: { type: "boolean", default: false } },
  allowPositionals: true,
});
const scale: Scale = values.smallest ? "smallest" : "whole";
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `No bench is called ${unknown.join(", ")}. There are: ${benches.map((bench) => bench.name).join(", ")}.`,
  );
  process.exit(2);
}

if (!isClientGenerated()) await generateClient();

const startedAt = new Date();
const results: BenchResult[] = [];
for (const bench of names.length === 0 ? benches : benches.filter(({ name }) => names.includes(name))) {
  const result = await run(bench);
  if (result !== null) results.push(result);
}
const isWhole = names.length === 0 && scale === "whole" && results.length === benches.length;
if (isWhole) {
  const page = new URL("RESULTS.md", import.meta.url);
  writeFileSync(page, resultsPage(results, startedAt, Date.now() - startedAt.getTime()));
}
if (results.some(({ figures }) => !figures.every(isReached))) process.exitCode = 1;

/** Null if it could not be measured; the reason is already printed. */
async function run(bench: Bench): Promise<BenchResult | null> {
  try {
    const measured = await bench.measure(scale);
    const figures = scale === "whole" ? measured : measured.map((figure) => ({ ...figure, bar: null }));
    for (const figure of figures) console.log(figureLine(figure));
    const [missing] = figures.filter(({ value }) => !Number.isFinite(value));
    if (missing !== undefined) throw new Error(`${missing.name} has no value`);
    return { bench, figures };
  } catch (error) {
    console.error(`${bench.name} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    return null;
  }
}
