import type { Bench } from "../figure.ts";
import { seenOf, withPushes } from "./measure-push.ts";

const debtors = 20_000;
const latencyMs = 200;
const bars = { 1: 0.95, 4: 0.9 } as const;

/** How much of the time of a push is the CRM's own. */
export const pushEfficiency: Bench = {
  name: "push-efficiency",
  about:
    "20,000 debtors in 200 calls to a CRM that takes 200 ms for each, from before the confirmation until the upload is over, against the ideal of " +
    "calls × 200 ms, divided by the calls at once. One real worker, the sandbox in a process of its own, a durable PostgreSQL. The token's day is " +
    "known beforehand from the plan that is shown before one confirms; what the sandbox takes beyond its 200 ms counts against the portal.",
  measure: () =>
    withPushes(async (measurePush) => {
      const figures = [];
      for (const [name, atLeast] of Object.entries(bars)) {
        const callsAtOnce = Number(name);
        const seen = await measurePush({ debtors, latencyMs, callsAtOnce });
        const ideal = (seenOf(seen, "calls") * latencyMs) / callsAtOnce;
        figures.push({
          name: `push-efficiency/${callsAtOnce}-at-once`,
          value: ideal / seenOf(seen, "wallMs"),
          unit: "ratio" as const,
          bar: { atLeast },
        });
      }
      return figures;
    }),
};
