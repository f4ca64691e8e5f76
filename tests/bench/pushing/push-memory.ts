import type { Bench, Scale } from "../figure.ts";
import { seenOf, withPushes } from "./measure-push.ts";

const debtors: Readonly<Record<Scale, number>> = { whole: 1_000_000, smallest: 1_000 };
const peakMb = 250;

/** Measures whether a worker's memory grows during a run. */
export const pushMemory: Bench = {
  name: "push-memory",
  about:
    "1,000,000 debtors in 10,000 calls of the usual hundred, one at once, to a CRM that answers at once and forgets what it was sent: the memory of the " +
    "worker process, all of Node's own in it, looked at ten times a second. Peak, and how far the mean of the run's last third lies above that of its " +
    "first: flat is what grows by no more than a tenth of what the peak may be.",
  measure: (scale) =>
    withPushes(async (measurePush) => {
      const seen = await measurePush({ debtors: debtors[scale], latencyMs: 0 });
      return [
        { name: "push-memory/peak", value: seenOf(seen, "peakMb"), unit: "MB", bar: { atMost: peakMb } },
        {
          name: "push-memory/growth",
          value: seenOf(seen, "lastThirdMb") - seenOf(seen, "firstThirdMb"),
          unit: "MB",
          bar: { atMost: peakMb / 10 },
        },
        { name: "push-memory/time", value: seenOf(seen, "wallMs") / 1_000, unit: "s", bar: null },
      ];
    }),
};
