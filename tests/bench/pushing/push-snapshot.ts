import { type Bench, middleOf, type Scale } from "../figure.ts";
import { median } from "../quantiles.ts";
import { type PushSetup, seenOf, withPushes } from "./measure-push.ts";
import type { SnapshotSetup } from "./snapshot-by-sql.ts";

const latencyMs = 200;
const sizes: Readonly<Record<Scale, { readonly debtors: number; readonly rounds: number }>> = {
  whole: { debtors: 20_000, rounds: 3 },
  smallest: { debtors: 400, rounds: 1 },
};
const efficiencyLoss = 0.01;
const overheadGrowth = 1.25;

type Seen = Map<SnapshotSetup, number[]>;

const setups = ["none", "first", "again"] as const satisfies readonly SnapshotSetup[];

/** Measures what it costs to keep a portfolio's snapshot while its load is sent. */
export const pushSnapshot: Bench = {
  name: "push-snapshot",
  about:
    `The pushes of push-efficiency and push-overhead (20,000 debtors each) of no portfolio, of one whose snapshot is empty, and of one that has ` +
    `every debtor while another portfolio has a third of them, alternating ${sizes.whole.rounds} times; medians. ` +
    `Overhead is the wall time of a call to a CRM that answers at once.`,
  measure: (scale) =>
    withPushes(async (measurePush) => {
      const { debtors, rounds } = sizes[scale];
      const efficiency = async (setup: PushSetup) => {
        const seen = await measurePush({ ...setup, latencyMs });
        return (seenOf(seen, "calls") * latencyMs) / (setup.callsAtOnce ?? 1) / seenOf(seen, "wallMs");
      };
      const overhead = async (setup: PushSetup) => {
        const seen = await measurePush({ ...setup, latencyMs: 0 });
        return seenOf(seen, "wallMs") / seenOf(seen, "calls");
      };
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
          const bar = setup === "none" ? null : { atLeast: median(valuesOf(of, "none")) - efficiencyLoss };
          return {
            name: `push-snapshot/${name}-${setup}`,
            ...middleOf(valuesOf(of, setup)),
            unit: "ratio" as const,
            bar,
          };
        });
      const growth = setups.map((setup) => {
        const bar = setup === "none" ? null : { atMost: median(valuesOf(calls, "none")) * overheadGrowth };
        return { name: `push-snapshot/call-${setup}`, ...middleOf(valuesOf(calls, setup)), unit: "ms" as const, bar };
      });
      return [...growth, ...loss(one, "1-at-once"), ...loss(four, "4-at-once")];
    }),
};

function valuesOf(of: Seen, setup: SnapshotSetup): readonly number[] {
  return of.get(setup) ?? [];
}

function note(of: Seen, setup: SnapshotSetup, value: number): void {
  of.set(setup, [...valuesOf(of, setup), value]);
}
