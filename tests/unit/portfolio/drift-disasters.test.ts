import { expect, test } from "vitest";
import { judgeDrift, type Oddity, type PastLoad } from "#lib/domain/portfolio/drift/drift.ts";
import { portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";
import { cases } from "#tests/support/depth.ts";
import { type Texts, textsOf } from "#tests/support/portfolio/day-texts.ts";
import { PortfolioDays } from "#tests/support/portfolio/days.ts";
import { disasters } from "#tests/support/portfolio/disasters.ts";
import { measured } from "#tests/support/portfolio/measured-loads.ts";
import type { PortfolioDay } from "#tests/support/portfolio/portfolio-day.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";
import { acceptedOver, type SnapshotOfTexts } from "#tests/support/portfolio/snapshot-of-texts.ts";

const thresholds = portfolioThresholdsOf({});
const seeds = Array.from({ length: cases(20, 6) }, (_, seed) => seed + 1);

/** Loads that were all accepted, newest first, and the snapshot after them. */
class Loads {
  history: PastLoad[] = [];
  snapshot: SnapshotOfTexts | null = null;
  last: Texts = [];

  judge(texts: Texts, day: string, elsewhere?: ReadonlySet<string>): readonly Oddity[] {
    return judgeDrift(measured(texts, day, this.snapshot, elsewhere).measures, this.history, thresholds);
  }

  /** What was odd about a load that is accepted all the same. */
  accept(day: PortfolioDay): readonly Oddity[] {
    const texts = textsOf(day);
    const { measures, payloads } = measured(texts, day.date, this.snapshot);
    const oddities = judgeDrift(measures, this.history, thresholds);
    this.history = [{ measures, wasStopped: oddities.some(isStop) }, ...this.history];
    this.snapshot = acceptedOver(this.snapshot, payloads);
    this.last = texts;
    return oddities;
  }
}

function isStop({ certainty }: Oddity): boolean {
  return certainty === "stop";
}

test.each(seeds)("every disaster is stopped with seed %i", (seed) => {
  const random = randomAt(seed, 0, 30);
  const days = new PortfolioDays({ seed, debtors: 60 + seed * 5 });
  const loads = new Loads();
  // From the second load on, through the opening of December.
  for (let past = random.integer(1, 25); past > 0; past--) loads.accept(days.next());
  const today = days.next();
  const other = new PortfolioDays({ seed: seed + 1_000, debtors: 100 }).next();
  const people = new Set(Array.from(other.rows(), ({ debtor }) => debtor.identification));
  const files = { today: textsOf(today), before: loads.last, other: textsOf(other) };
  expect(loads.judge(files.today, today.date, people).filter(isStop)).toEqual([]);
  const missed = Object.entries(disasters).filter(
    ([, make]) => !loads.judge(make(files, random), today.date, people).some(isStop),
  );
  expect(missed.map(([name]) => name)).toEqual([]);
});

test.each(seeds.slice(0, cases(4, 2)))("sixty days with seed %i have one false stop at most", (seed) => {
  const days = new PortfolioDays({ seed, debtors: 120 });
  const loads = new Loads();
  const found = Array.from({ length: 60 }, () => loads.accept(days.next()));
  expect(found.filter((oddities) => oddities.some(isStop)).length).toBeLessThanOrEqual(1);
  // Odd ones are shown every morning, so they must be rare too.
  expect(found.filter((oddities) => oddities.length > 0).length).toBeLessThanOrEqual(2);
});
