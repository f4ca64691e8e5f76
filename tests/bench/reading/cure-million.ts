import type { Bench } from "../figure.ts";
import { measure } from "../measure.ts";
import { millionRows } from "./csv-million.ts";
import { portfolioCsv } from "./sample-files.ts";

const steps = ["cells", "decision"] as const;

export const cureMillion: Bench = {
  name: "cure-million",
  about:
    "600 e-mails that are none in a reviewed table of 1,000,000 rows. `cells`: they are emptied. `decision`: empty cells get a value. Each is said " +
    "with its effect, done, and undone.",
  async measure(scale) {
    const path = await portfolioCsv(millionRows[scale]);
    const { seen } = await measure(
      { script: new URL("tasks/cure-reasons.ts", import.meta.url), input: { path, missing: 600 }, database: null },
      1,
    );
    return steps.flatMap((step) =>
      (["Said", "Cured", "Undone"] as const).map((deed) => ({
        name: `cure-million/${step}-${deed.toLowerCase()}`,
        value: seen[`${step}${deed}Ms`] ?? Number.NaN,
        unit: "ms" as const,
        bar: null,
      })),
    );
  },
};
