import { refusalOf } from "#lib/spreadsheet/refused.ts";
import type { BadFile } from "./bad-file.ts";
import { bombs } from "./bombs.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** Opens each bomb and prints a line with its verdict. Run it with a small heap, and with the collector at hand. */
for (const bomb of bombs.filter(({ isBomb }) => isBomb === true)) {
  const verdict = await opened(bomb);
  // The most that the process has had so far, of this bomb or of one before.
  const { maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ name: bomb.name, verdict, peakMegabytes: Math.round(maxRSS / 1024) }));
  globalThis.gc?.();
}

async function opened(bomb: BadFile): Promise<Verdict> {
  const blob = await bomb.make();
  try {
    return await verdictOf(new File([blob], bomb.fileName));
  } catch (thrown) {
    return { refusal: refusalOf(thrown) };
  }
}
