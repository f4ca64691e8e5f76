import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { caseAt, runCase } from "./corruption-case.ts";
import { operators } from "./operators/all-operators.ts";
import { playAll } from "./play-all.ts";
import { show } from "./play-share.ts";

// `npm run corruptions -- --seed 5 --cases 5000` damages correct portfolios as happens in real life, reads
// them as the page does, and compares with the truth. Files of silent wrongs are saved in .data/corruptions.
// `--case N` repeats one case, `--only NAME` plays some operators, `--table FILE` writes the table of
// operators and verdicts.
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    cases: { type: "string", default: "2000" },
    untouched: { type: "string", default: "1000" },
    case: { type: "string" },
    only: { type: "string", default: "" },
    table: { type: "string" },
  },
});
const [seed, cases, untouched] = [Number(values.seed), Number(values.cases), Number(values.untouched)];
const { only } = values;
const folder = join(import.meta.dirname, "../../.data/corruptions");
if (![seed, cases, untouched].every(Number.isSafeInteger) || !operators.some(({ name }) => name.includes(only))) {
  console.error(
    "Usage: npm run corruptions -- [--seed N] [--cases N] [--untouched N] [--case N] [--only NAME] [--table FILE]",
  );
  process.exit(2);
}

if (values.case === undefined) await playSeed();
else await playOne(Number(values.case));

async function playOne(number: number): Promise<void> {
  const one = caseAt(seed, number, only === "" ? operators : operators.filter(({ name }) => name.includes(only)));
  const result = await runCase(one);
  const { verdict } = result.judgement;
  console.log(`${verdict}: ${result.applied.map(({ name }) => name).join(", ") || "nothing to damage"}`);
  console.log((verdict === "silent" ? await show(one, result, folder) : result.told).join("\n"));
}

async function playSeed(): Promise<void> {
  const started = performance.now();
  const threads = Math.min(2, availableParallelism());
  const tally = await playAll({ seed, cases, untouched, only, folder, threads });
  for (const { number, operator, shown } of tally.silent)
    console.log(shown.length > 0 ? `${shown.join("\n")}\n` : `case ${number}: ${operator}, once more\n`);
  const table = tally.table(operators.filter(({ name }) => name.includes(only)));
  console.log(table.join("\n"));
  if (values.table !== undefined) writeFileSync(values.table, `${table.join("\n")}\n`);
  const { files, placed, needless } = tally.untouched;
  for (const { number, told } of needless.slice(0, 10)) console.log(`untouched ${number}: ${told.join("; ")}`);
  const share = files === 0 ? 0 : (100 * needless.length) / files;
  console.log(
    `\nUntouched: ${needless.length} of ${files} told anything needless (${share.toFixed(1)} %); in ${placed} a column is placed by hand.`,
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  if (tally.played !== cases) throw new Error(`${cases - tally.played} cases were lost`);
  console.log(
    `Seed ${seed}: ${tally.silent.length} silent wrongs in ${cases} cases (${tally.untried} had nothing to damage), ${seconds} s. Again: --seed ${seed} --case N`,
  );
  process.exitCode = tally.silent.length === 0 && share <= 2 ? 0 : 1;
}
