import { type Bench, barText, type Figure, isReached, rounded, spreadText } from "./figure.ts";
import { machineLines, packageLines } from "./machine.ts";

export interface BenchResult {
  readonly bench: Bench;
  readonly figures: readonly Figure[];
}

/** The page that records the last full run. */
export function resultsPage(results: readonly BenchResult[], startedAt: Date, tookMs: number): string {
  const parts = [
    "# What was measured",
    `Written by \`npm run bench\`, ${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC, in ${Math.round(tookMs / 60_000)} minutes. ` +
      "Every measured thing runs in a process of its own and in turns with what it is compared with; values are medians of the runs, " +
      "unless a bench says otherwise. Beside each is the least and the most of its repetitions, and how many there were.",
    list(machineLines()),
    list(packageLines()),
    ...results.map(({ bench, figures }) => `## ${bench.name}\n\n${bench.about}\n\n${table(figures)}`),
  ];
  return `${parts.join("\n\n")}\n`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const verdict = figure.bar === null ? "" : isReached(figure) ? "ok" : "short";
    return `| ${figure.name} | ${rounded(figure.value)} ${figure.unit} | ${spreadText(figure)} | ${barText(figure.bar)} | ${verdict} |`;
  });
  return ["| figure | value | spread | bar | |", "|---|---:|---:|---:|---|", ...rows].join("\n");
}
