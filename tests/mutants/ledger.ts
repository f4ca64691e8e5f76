import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { suiteNames } from "./suites/played.ts";

const entry = z.object({
  number: z.number(),
  /** File, line and flip: an entry about another place is of another version of the sources. */
  site: z.string(),
  /** Whose tests: those of the checkout, or those of before. */
  tests: z.enum(["now", "before"]),
  suite: z.enum(suiteNames),
  verdict: z.enum(["killed", "survived", "not reached", "not there"]),
  by: z.string().exactOptional(),
  seconds: z.number(),
});
export type Entry = z.infer<typeof entry>;

/** What became of each mutant in each suite, a line each, so that an interrupted run goes on where it was. */
export class Ledger {
  readonly entries: Entry[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    // A killed run may have left half a line at the end.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole !== text) writeFileSync(file, whole);
    for (const line of whole.split("\n").slice(0, -1)) this.entries.push(entry.parse(JSON.parse(line)));
  }

  add(one: Entry): void {
    this.entries.push(one);
    appendFileSync(this.#file, `${JSON.stringify(one)}\n`);
  }

  find(wanted: Pick<Entry, "number" | "site" | "tests" | "suite">): Entry | undefined {
    return this.entries.findLast(
      ({ number, site, tests, suite }) =>
        number === wanted.number && site === wanted.site && tests === wanted.tests && suite === wanted.suite,
    );
  }
}
