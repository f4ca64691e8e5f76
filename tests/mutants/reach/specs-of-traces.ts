import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";

/** Which browser tests' pages told of which mark: their traces have what pages say on their consoles. */
export function specsOfTraces(root: string): Map<number, string[]> {
  const pairs = globSync("test-results/**/trace.zip", { cwd: root }).flatMap((trace) => {
    const parts = unzipSync(readFileSync(join(root, trace)), { filter: ({ name }) => name.endsWith(".trace") });
    const text = Object.values(parts)
      .map((part) => new TextDecoder().decode(part))
      .join("\n");
    const spec = /"title":"[^"]*?([\w-]+\.spec\.ts)/.exec(text)?.[1];
    const numbers = new Set(Array.from(text.matchAll(/reached mark (\d+)/g), ([, number]) => Number(number)));
    return spec === undefined ? [] : [...numbers].map((number) => [number, `tests/e2e/${spec}`] as const);
  });
  const byNumber = Map.groupBy(pairs, ([number]) => number);
  return new Map([...byNumber].map(([number, own]) => [number, [...new Set(own.map(([, spec]) => spec))].sort()]));
}
