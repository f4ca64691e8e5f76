import { type Bench, type Figure, middleOf, type Scale } from "../figure.ts";
import { measure } from "../measure.ts";
import { madeFile } from "./sample-files.ts";
import { type Bomb, writeZipBomb } from "./write-zip-bomb.ts";

const bombs: readonly Bomb[] = ["sheet", "patient-sheet", "shared-strings", "lying-size", "ods"];

const runs: Readonly<Record<Scale, number>> = { whole: 3, smallest: 1 };

/** How long any bad file may take until it is refused. */
const maxRefusalMs = 5_000;

export const zipBombs: Bench = {
  name: "zip-bombs",
  about:
    "Workbooks of 4 to 50 MB that inflate to 4 GB: a sheet at five hundred to one, one at a hundred and fifty to one that declares 1 MB, one endless " +
    "shared string, the first sheet declaring 1 MB, and an ODS, which a library would read whole. Time and memory until the refusal; all of Node's own memory is in it.",
  async measure(scale) {
    const figures: Figure[] = [];
    for (const bomb of bombs) {
      const path = await madeFile(`bomb-${bomb}.zip`, (target) => writeZipBomb(target, bomb));
      const measured = await measure(
        { script: new URL("tasks/refuse-file.ts", import.meta.url), input: { path }, database: null },
        runs[scale],
      );
      figures.push(
        {
          name: `zip-bombs/${bomb}/time`,
          ...middleOf(measured.runs.map(({ ms }) => ms)),
          unit: "ms",
          bar: { atMost: maxRefusalMs },
        },
        {
          name: `zip-bombs/${bomb}/peak-memory`,
          ...middleOf(measured.runs.map(({ peakMb }) => peakMb)),
          unit: "MB",
          bar: null,
        },
      );
    }
    return figures;
  },
};
