import { describe, expect, test } from "vitest";
import { type DriftHistory, judgeLoadDrift, type Oddity, type PastLoad } from "#lib/domain/portfolio/drift/drift.ts";
import { portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";
import { cases } from "#tests/support/depth.ts";
import { columnNamed, type Texts, textsOf } from "#tests/support/portfolio/day-texts.ts";
import { PortfolioDays } from "#tests/support/portfolio/days.ts";
import { disasters } from "#tests/support/portfolio/disasters.ts";
import { measured, measuredSet } from "#tests/support/portfolio/measured-loads.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";
import { acceptedOver, type SnapshotOfTexts } from "#tests/support/portfolio/snapshot-of-texts.ts";

const thresholds = portfolioThresholdsOf({});
const seeds = Array.from({ length: cases(20, 3) }, (_, seed) => seed + 1);
const identification = columnNamed("NRO DOCUMENTO");

/** How a bank cuts its file in two. The first cuts a debtor's rows apart now and then, the last leaves few in one. */
const cuts = {
  "at half of the rows": (texts: Texts) => [texts.slice(0, texts.length / 2), texts.slice(texts.length / 2)],
  "by people": (texts: Texts) => [
    texts.filter((cells) => Number(cells[identification]?.at(-1)) % 2 === 0),
    texts.filter((cells) => Number(cells[identification]?.at(-1)) % 2 !== 0),
  ],
  "after most rows": (texts: Texts) => [texts.slice(0, texts.length * 0.9), texts.slice(texts.length * 0.9)],
  "not at all": (texts: Texts) => [texts],
} as const;
type Cut = keyof typeof cuts;
const isStop = ({ certainty }: Oddity) => certainty === "stop";

/** Loads that were all accepted, newest first, and the snapshot after them. */
class Loads {
  files: PastLoad[] = [];
  parts: PastLoad[][] = [[], []];
  snapshot: SnapshotOfTexts | null = null;
  last: readonly Texts[] = [];

  /** What is odd about each part, about the last one with all of the set. */
  judge(parts: readonly Texts[], day: string, elsewhere?: ReadonlySet<string>): readonly (readonly Oddity[])[] {
    return this.#stored(parts, day, elsewhere).stored.map((part, at) =>
      judgeLoadDrift(part, this.#historyOf(parts, at), thresholds),
    );
  }

  accept(parts: readonly Texts[], day: string): readonly Oddity[] {
    const { stored, payloads } = this.#stored(parts, day);
    const oddities = stored.map((part, at) => judgeLoadDrift(part, this.#historyOf(parts, at), thresholds));
    const past = stored.map((measures, at) => ({ measures, wasStopped: oddities[at]?.some(isStop) === true }));
    const [file] = past.slice(-1).map((one) => ({ ...one, measures: one.measures.set ?? one.measures }));
    if (parts.length > 1) this.parts = this.parts.map((before, at) => [...past.slice(at, at + 1), ...before]);
    if (file !== undefined) this.files = [file, ...this.files];
    this.snapshot = acceptedOver(this.snapshot, payloads);
    this.last = parts;
    return oddities.flat();
  }

  #stored(parts: readonly Texts[], day: string, elsewhere?: ReadonlySet<string>): ReturnType<typeof measuredSet> {
    const [only = []] = parts;
    if (parts.length > 1) return measuredSet(parts, day, this.snapshot, elsewhere);
    const { measures, payloads } = measured(only, day, this.snapshot, elsewhere);
    return { stored: [measures], payloads };
  }

  #historyOf(parts: readonly Texts[], at: number): DriftHistory {
    return { files: this.files, parts: parts.length === 1 ? [] : (this.parts[at] ?? []) };
  }
}

/** Days that were accepted, cut by the one or the other. */
function begin(seed: number, pick: (day: number) => Cut) {
  const random = randomAt(seed, 0, 30);
  const days = new PortfolioDays({ seed, debtors: 60 + seed * 5 });
  const loads = new Loads();
  const past = random.integer(1, 25);
  for (let day = 0; day < past; day++) {
    const next = days.next();
    loads.accept(cuts[pick(day)](textsOf(next)), next.date);
  }
  const today = days.next();
  const other = new PortfolioDays({ seed: seed + 1_000, debtors: 100 }).next();
  const people = new Set(Array.from(other.rows(), ({ debtor }) => debtor.identification));
  const files = { today: textsOf(today), before: loads.last.flat(), other: textsOf(other) };
  return { random, loads, files, people, date: today.date, cut: cuts[pick(past)] };
}

const cutNames = Object.keys(cuts) as Cut[];
/** Always the same, or now the one and then the other. */
const ways: readonly (readonly [string, (seed: number) => (day: number) => Cut])[] = [
  ["at half of the rows", () => () => "at half of the rows"],
  ["differently each day", (seed) => (day) => randomAt(seed, day, 31).pick(cutNames)],
];

describe.each(ways)("a file that is cut %s", (_, pickOf) => {
  test.each(seeds)("is stopped with every disaster with seed %i", (seed) => {
    const { random, loads, files, people, date, cut } = begin(seed, pickOf(seed));
    expect(loads.judge(cut(files.today), date, people).flat().filter(isStop)).toEqual([]);
    const missed = Object.entries(disasters).filter(
      ([, make]) =>
        !loads
          .judge(cut(make(files, random)), date, people)
          .flat()
          .some(isStop),
    );
    expect(missed.map(([name]) => name)).toEqual([]);
  });

  test.each(seeds.slice(0, cases(4, 2)))("has one false stop at most in sixty days with seed %i", (seed) => {
    const days = new PortfolioDays({ seed, debtors: 120 });
    const loads = new Loads();
    const found = Array.from({ length: 60 }, (_, day) => {
      const next = days.next();
      return loads.accept(cuts[pickOf(seed)(day)](textsOf(next)), next.date);
    });
    expect(found.filter((oddities) => oddities.some(isStop)).length).toBeLessThanOrEqual(1);
    expect(found.filter((oddities) => oddities.length > 0).length).toBeLessThanOrEqual(2);
  });
});

const ofWholeFiles = ["half of the file", "30 % of the debtors gone"];

test.each(seeds)("one part alone is stopped with every disaster that half of a file shows, with seed %i", (seed) => {
  const { random, loads, files, people, date, cut } = begin(seed, () => "by people");
  const [before = [], other = []] = [cut(files.before)[0], files.other];
  const missed = Object.entries(disasters).flatMap(([name, make]) => {
    if (ofWholeFiles.includes(name)) return [];
    const [today = [], rest = []] = cut(files.today);
    const [early = []] = loads.judge([make({ today, before, other }, random), rest], date, people);
    return early.some(isStop) && early.every(({ isOfPart }) => isOfPart === true) ? [] : [name];
  });
  expect(missed).toEqual([]);
});
