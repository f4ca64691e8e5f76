import type { Bench, Scale } from "../figure.ts";
import { seenOf, withPushes } from "./measure-push.ts";

const debtors: Readonly<Record<Scale, number>> = { whole: 100_000, smallest: 400 };

/** Measures what a call costs apart from the CRM. */
export const pushOverhead: Bench = {
  name: "push-overhead",
  about:
    "100,000 debtors in 1,000 calls, one at once, to a CRM that answers at once: calls that one worker makes in a second, and the processor time of " +
    "the worker and of PostgreSQL for each batch of 100 debtors. Worker, sandbox and PostgreSQL share the machine.",
  measure: (scale) =>
    withPushes(async (measurePush) => {
      const seen = await measurePush({ debtors: debtors[scale], latencyMs: 0 });
      const calls = seenOf(seen, "calls");
      return [
        {
          name: "push-overhead/calls-per-second",
          value: calls / (seenOf(seen, "wallMs") / 1_000),
          unit: "count",
          bar: null,
        },
        {
          name: "push-overhead/worker-cpu-per-batch",
          value: seenOf(seen, "workerCpuMs") / calls,
          unit: "ms",
          bar: null,
        },
        {
          name: "push-overhead/database-cpu-per-batch",
          value: seenOf(seen, "databaseCpuMs") / calls,
          unit: "ms",
          bar: null,
        },
      ];
    }),
};
