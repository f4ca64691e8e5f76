import { clock } from "./progress-line.ts";
import type { Row } from "./run-lanes.ts";

/** The failed tests once each, with the command that runs them alone; the steps; the closing line. `seed`: of a deep run. */
export function endOfRun(rows: readonly Row[], seconds: number, seed: number | null, wasInterrupted = false): string {
  const failed = rows.flatMap((row) => row.failed);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const told = failed.flatMap(({ step, target, name, text, again }) => [
    "",
    `✗ ${step}: ${name}`,
    indented(text),
    `  ${again ?? `npm test --${seed === null ? "" : ` --deep --seed ${seed}`} ${target}`}`,
  ]);
  const again = failed.length > 0 ? ["", "npm test -- --failed runs these again."] : [];
  const table = rows.map(
    (row) => `${row.name.padEnd(16)}${cell(row.passed)}${cell(row.failed.length)}${cell(row.seconds.toFixed(1), 10)}`,
  );
  return [
    ...told,
    ...again,
    "",
    `${"".padEnd(16)}${cell("passed")}${cell("failed")}${cell("seconds", 10)}`,
    ...table,
    "",
    `${seed !== null ? "Deep" : "Quick"} run ${wasInterrupted ? "interrupted after" : "in"} ${clock(seconds)} minutes`,
    `${passed} passed, ${failed.length} failed`,
  ].join("\n");
}

const cell = (text: string | number, width = 8) => String(text).padStart(width);

function indented(text: string): string {
  const lines = text.trimEnd().split("\n").slice(0, 60);
  return lines.map((line) => `  ${line}`).join("\n");
}
