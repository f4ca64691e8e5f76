import { refusalOf } from "#lib/spreadsheet/refused.ts";
import { bombs } from "./bombs.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/**
 * Opens one bomb, by name, in this process and prints the verdict on standard output. Run it with a small
 * heap.
 */
const bomb = bombs.find(({ name }) => name === process.argv[2]);
if (bomb === undefined) throw new Error(`no bomb is called ${process.argv[2]}`);

const blob = await bomb.make();
let verdict: Verdict;
try {
  verdict = await verdictOf(new File([blob], bomb.fileName));
} catch (thrown) {
  verdict = { refusal: refusalOf(thrown) };
}
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ verdict, peakMegabytes: Math.round(maxRSS / 1024) }));
