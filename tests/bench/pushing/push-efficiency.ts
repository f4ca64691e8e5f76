import type { Bench, Figure, Scale } from "../figure.ts";
import { seenOf, withPushes } from "./measure-push.ts";

const debtors: Readonly<Record<Scale, number>> = { whole: 20_000, smallest: 400 };
const latencyMs = 200;
const bars = { 1: 0.95, 4: 0.9 } as const;

/** Measures how much of a push's time is the CRM's own. */
export const pushEfficiency: Bench = {
  name: "push-efficiency",
  about:
    "20,000 debtors in 200 calls to a CRM that takes 200 ms for each, from before the confirmation until the upload is over, against the ideal of " +
    "calls × 200 ms, divided by the calls at once. One real worker, the sandbox in a process of its own, a durable PostgreSQL. The token's day is " +
    "known beforehand from the plan that is shown before one confirms; what the sandbox takes beyond its 200 ms, told beside it, counts against the portal. " +
    "WOLKVOX_MIN_INTERVAL_MS is 0: how far apart calls are is a setting of the deployment and no cost, and its default of 100 ms would hold four calls " +
    "at once to ten a second, half of what they come to here.",
  measure: (scale) =>
    withPushes(async (measurePush) => {
      const figures: Figure[] = [];
      for (const [atOnce, atLeast] of Object.entries(bars)) {
        const callsAtOnce = Number(atOnce);
        const seen = await measurePush({ debtors: debtors[scale], latencyMs, callsAtOnce });
        const ideal = (seenOf(seen, "calls") * latencyMs) / callsAtOnce;
        const name = `push-efficiency/${callsAtOnce}-at-once`;
        figures.push(
          { name, value: ideal / seenOf(seen, "wallMs"), unit: "ratio", bar: { atLeast } },
          { name: `${name}-sandbox-call`, value: seenOf(seen, "callMs"), unit: "ms", bar: null },
        );
      }
      return figures;
    }),
};
