import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { resultFile } from "./results.ts";
import type { FailedTest } from "./step.ts";

const schema = z.object({ seed: z.number().nullable(), targets: z.array(z.string()) });
export type LastFailed = z.infer<typeof schema>;

const file = () => resultFile("failed.json");

/** Remembers what runs the failed tests again. `seed`: of a deep run; null for a quick one. */
export function keepFailed(failed: readonly Pick<FailedTest, "target">[], seed: number | null): void {
  const targets = new Set(failed.flatMap(({ target }) => target.split(" ")));
  const kept: LastFailed = { seed, targets: [...targets] };
  writeFileSync(file(), JSON.stringify(kept));
}

/** What failed in the last run; null if there was none. */
export function lastFailed(): LastFailed | null {
  return existsSync(file()) ? schema.parse(JSON.parse(readFileSync(file(), "utf8"))) : null;
}
