import { describe, expect, test } from "vitest";
import checked from "./checked.json" with { type: "json" };
import { keyOf, madePatterns, writtenPatterns } from "./read-patterns.ts";

interface Attack {
  readonly key: string;
  readonly pumps: readonly { readonly prefix: string; readonly pump: string }[];
  readonly suffix: string;
}
const attacks: Readonly<Record<string, Attack>> = checked.attacks;
const again = "run: node tests/unit/patterns/check-patterns.ts";
const made = await madePatterns();

/** The checker's attack as long as the pattern reads; without one, the texts on which patterns of ours grew before. */
function attackTexts({ pumps, suffix }: Attack, length: number): string[] {
  if (pumps.length === 0) return ["1", " ", "a ", "(", "1.", "mm "].map((pump) => `${fill(pump, length - 1)}\u0000`);
  const fixed = suffix.length + pumps.reduce((sum, { prefix }) => sum + prefix.length, 0);
  const each = Math.max(0, Math.floor((length - fixed) / pumps.length));
  return [pumps.map(({ prefix, pump }) => prefix + fill(pump, each)).join("") + suffix];
}

const fill = (pump: string, length: number) => pump.repeat(Math.floor(length / pump.length));

/** Milliseconds of the processor, the least of a few: another's work does not count. */
function costOf(work: () => void): number {
  const once = () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  return Math.min(...Array.from({ length: 5 }, once));
}

describe("patterns over texts of others", () => {
  test.each([...made.keys()])("%s: its attack costs at most 20 ms at its greatest length", (name) => {
    const pattern = made.get(name);
    const attack = attacks[name];
    if (pattern === undefined || attack?.key !== keyOf(pattern)) throw new Error(`Not checked: ${again}`);
    for (const text of attackTexts(attack, pattern.greatest)) {
      expect(text.length).toBeLessThanOrEqual(pattern.greatest);
      expect(text.length).toBeGreaterThan(pattern.greatest / 2);
      const cost = costOf(() => {
        pattern.lastIndex = 0;
        pattern.test(text);
      });
      expect(cost).toBeLessThan(20);
    }
  });

  test("every literal was checked: it is safe, or made with a greatest length, or listed as one that grows", () => {
    const known = new Set([...checked.safe, ...[...made.values()].map(keyOf)]);
    const listed = new Set(Object.keys(checked.unsafe));
    const unknown = writtenPatterns().literals.filter((one) => !known.has(keyOf(one)));
    const grow = unknown.map((one) => `${one.path} ${keyOf(one)}`);
    expect(
      grow.filter((one) => !listed.has(one)),
      again,
    ).toEqual([]);
    expect(
      [...listed].filter((one) => !grow.includes(one)),
      `no longer there: ${again}`,
    ).toEqual([]);
  });

  test("finds nothing in a text that is longer than its greatest length, wherever it begins", () => {
    for (const [name, pattern] of made) {
      const long = "a".repeat(pattern.greatest + 1);
      pattern.lastIndex = 3;
      expect([name, pattern.exec(long), pattern.lastIndex]).toEqual([name, null, 0]);
      expect(long.replace(pattern, "")).toBe(long);
      expect(long.search(pattern)).toBe(-1);
    }
  });
});
