import type { Entry, Ledger } from "./ledger.ts";
import { killersOf, type Mutant } from "./play-mutants.ts";
import type { SuiteName } from "./suites/played.ts";

const signs = { killed: "killed", survived: "–", "not reached": "", "not there": "not there" } as const;

/** A Markdown table of mutants and suites, what each suite killed alone, and who survived. */
export function mutantsTable(ledger: Ledger, mutants: readonly Mutant[], suites: readonly SuiteName[]): string[] {
  const find = ({ number, name: site }: Mutant, suite: SuiteName, tests: Entry["tests"]) =>
    ledger.find({ number, site, tests, suite });
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
  const cell = (entry: Entry | undefined) =>
    entry === undefined ? "" : entry.by === "time" ? "time" : signs[entry.verdict];
  const escaped = (text: string) => text.replaceAll("|", "\\|");

  const rows = mutants.map((mutant) => {
    const firstKiller = suites.map((suite) => find(mutant, suite, "now")).find((entry) => entry?.verdict === "killed");
    const before = suites.map((suite) => find(mutant, suite, "before")).filter((entry) => entry !== undefined);
    const oldKiller = before.find(({ verdict }) => verdict === "killed");
    const told = oldKiller === undefined ? (before[0] === undefined ? "" : "–") : `${oldKiller.suite}: ${oldKiller.by}`;
    const cells = suites.map((suite) => cell(find(mutant, suite, "now")));
    return line([mutant.number, escaped(mutant.name), ...cells, escaped(firstKiller?.by ?? ""), escaped(told)]);
  });
  const counts = suites.map((suite) => {
    const killed = mutants.filter((mutant) => find(mutant, suite, "now")?.verdict === "killed");
    const alone = killed.filter((mutant) => killersOf(ledger, mutant, "now").length === 1);
    return `${suite}: ${killed.length} killed, ${alone.length} alone${alone.length === 0 ? "" : ` (${alone.map(({ number }) => number).join(", ")})`}`;
  });
  const survivors = mutants.filter((mutant) => killersOf(ledger, mutant, "now").length === 0);
  const onlyBefore = survivors.filter((mutant) => killersOf(ledger, mutant, "before").length > 0);
  return [
    line(["", "mutant", ...suites, "first killed by", "before"]),
    line(["---", "---", ...suites.map(() => "---"), "---", "---"]),
    ...rows,
    "",
    ...counts,
    `${mutants.length - survivors.length} of ${mutants.length} killed; survived: ${survivors.map(({ number }) => number).join(", ") || "none"}`,
    `killed only by the tests of before: ${onlyBefore.map(({ number }) => number).join(", ") || "none"}`,
  ];
}
