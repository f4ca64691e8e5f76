import { randomAt } from "#tests/support/portfolio/random.ts";
import type { Site } from "./site.ts";

/**
 * As many sites as asked for, by the seed alone: a line with something to flip is as likely as any other,
 * however much it has, except that each area has at least a tenth. Never two of one line.
 */
export function chooseSites(areas: readonly (readonly Site[])[], seed: number, count: number): Site[] {
  const lines = areas.map((sites) => [...Map.groupBy(sites, ({ file, line }) => `${file}:${line}`).values()]);
  const shares = sharesOf(
    lines.map(({ length }) => length),
    count,
  );
  return lines.flatMap((own, area) => {
    const random = randomAt(seed, area, 0);
    const left = [...own];
    return Array.from({ length: shares[area] ?? 0 }, () => {
      const [line = []] = left.splice(random.integer(0, left.length - 1), 1);
      return random.pick(line);
    });
  });
}

function sharesOf(lengths: readonly number[], count: number): number[] {
  const least = lengths.map((length) => Math.min(length, Math.ceil(count / 10)));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const shares = lengths.map((length, area) => Math.max(least[area] ?? 0, Math.round((count * length) / total)));
  // Whatever rounding and the least shares made too much or too little, the largest area takes.
  const largest = lengths.indexOf(Math.max(...lengths));
  const others = shares.reduce((sum, share, area) => (area === largest ? sum : sum + share), 0);
  return shares.map((share, area) => (area === largest ? Math.min(lengths[area] ?? 0, count - others) : share));
}
