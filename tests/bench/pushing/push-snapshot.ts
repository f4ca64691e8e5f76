import type { Bench } from "../figure.ts";
import { type PushSetup, seenOf, withPushes } from "./measure-push.ts";
import type { SnapshotSetup } from "./snapshot-by-sql.ts";

const latencyMs = 200;
const rounds = 3;
const efficiencyLoss = 0.01;
const overheadGrowth = 1.25;

type Seen = Map<SnapshotSetup, number[]>;

const setups = ["none", "first", "again"] as const satisfies readonly SnapshotSetup[];

/** Measures what it costs to keep a portfolio's snapshot while its load is sent. */
export const pushSnapshot: Bench = {
  name: "push-snapshot",
  about:
    `The pushes of push-efficiency and push-overhead (20,000 debtors each) of no portfolio, of one whose snapshot is empty, and of one that has ` +
    `every debtor while another portfolio has a third of them, alternating ${rounds} times; medians. ` +
    `Overhead is the wall time of a call to a CRM that answers at once.`,
  measure: () =>
    withPushes(async (measurePush) => {
      const efficiency = async (setup: PushSetup) => {
        const seen = await measurePush({ ...setup, latencyMs });
        return (seenOf(seen, "calls") * latencyMs) / (setup.callsAtOnce ?? 1) / seenOf(seen, "wallMs");
      };
      const overhead = async (setup: PushSetup) => {
        const seen = await measurePush({ ...setup, latencyMs: 0 });
        return seenOf(seen, "wallMs") / seenOf(seen, "calls");
      };
      const debtors = 20_000;
      const one: Seen = new Map();
      const four: Seen = new Map();
      const calls: Seen = new Map();
      for (let round = 0; round < rounds; round++) {
        for (const snapshot of setups) {
          note(calls, snapshot, await overhead({ debtors, snapshot }));
          note(one, snapshot, await efficiency({ debtors, snapshot }));
          note(four, snapshot, await efficiency({ debtors, snapshot, callsAtOnce: 4 }));
        }
      }
      const loss = (of: Seen, name: string) =>
        setups.map((setup) => {
          const bar = setup === "none" ? null : { atLeast: median(of.get("none")) - efficiencyLoss };
          return { name: `push-snapshot/${name}-${setup}`, value: median(of.get(setup)), unit: "ratio" as const, bar };
        });
      const growth = setups.map((setup) => {
        const bar = setup === "none" ? null : { atMost: median(calls.get("none")) * overheadGrowth };
        return { name: `push-snapshot/call-${setup}`, value: median(calls.get(setup)), unit: "ms" as const, bar };
      });
      return [...growth, ...loss(one, "1-at-once"), ...loss(four, "4-at-once")];
    }),
};

function note(of: Seen, setup: SnapshotSetup, value: number): void {
  of.set(setup, [...(of.get(setup) ?? []), value]);
}

function median(values: readonly number[] = []): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
