import type { Bench, Figure, Scale } from "../figure.ts";
import { seenOf, withPushes } from "./measure-push.ts";

const debtors: Readonly<Record<Scale, number>> = { whole: 8_000, smallest: 100 };
const tenants = 8;
const tenantsAtOnce = 2;

/** Measures what more workers gain. */
export const pushWorkers: Bench = {
  name: "push-workers",
  about:
    "8 tenants with 8,000 debtors (80 calls of 200 ms, one at once) each, by 1, 2 and 4 worker processes. What limits a worker is the number of tenants it works " +
    "for side by side: WORKER_TENANTS, 8 by default and 2 here, so that one worker cannot do all 8 at once and four can. The speed-up is " +
    "the time one worker takes to that of several, as a share of their number.",
  measure: (scale) =>
    withPushes(async (measurePush) => {
      const timeOf = async (workers: number) => {
        const seen = await measurePush({ debtors: debtors[scale], tenants, workers, tenantsAtOnce });
        return { wallMs: seenOf(seen, "wallMs"), calls: seenOf(seen, "calls") };
      };
      const alone = await timeOf(1);
      const figures: Figure[] = [
        {
          name: "push-workers/1/calls-per-second",
          value: alone.calls / (alone.wallMs / 1_000),
          unit: "count",
          bar: null,
        },
      ];
      for (const workers of [2, 4]) {
        const { wallMs, calls } = await timeOf(workers);
        figures.push(
          {
            name: `push-workers/${workers}/share-of-linear`,
            value: alone.wallMs / wallMs / workers,
            unit: "ratio",
            bar: { atLeast: 0.95 },
          },
          {
            name: `push-workers/${workers}/calls-per-second`,
            value: calls / (wallMs / 1_000),
            unit: "count",
            bar: null,
          },
        );
      }
      return figures;
    }),
};
