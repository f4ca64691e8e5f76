import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "recheck";
import checked from "./checked.json" with { type: "json" };
import { keyOf, madePatterns, writtenPatterns } from "./read-patterns.ts";

// What a checker of patterns finds: run it after a pattern has changed (node tests/unit/patterns/check-patterns.ts).
// Its search has a time: on a busy machine it says "unknown" of what it broke before, so an attack that was found stays.
const safe = new Set<string>();
const found: Readonly<Record<string, { readonly key: string; readonly pumps: readonly unknown[] }>> = checked.attacks;
const attacks: Record<string, unknown> = {};
const unsafe: Record<string, string> = {};
const verdicts = new Map<string, ReturnType<typeof check>>();
const verdictOf = ({ source, flags }: { readonly source: string; readonly flags: string }) => {
  const key = keyOf({ source, flags });
  const verdict = verdicts.get(key) ?? check(source, flags.replace("v", "u"), { timeout: 5_000 });
  verdicts.set(key, verdict);
  return verdict;
};

const made = await madePatterns();
for (const [name, { source, flags }] of made) {
  const verdict = await verdictOf({ source, flags });
  const attack = verdict.status === "vulnerable" ? verdict.attack : null;
  const key = keyOf({ source, flags });
  const earlier = found[name];
  if (attack === null && earlier?.key === key && earlier.pumps.length > 0) {
    attacks[name] = earlier;
    continue;
  }
  attacks[name] = {
    key,
    found: verdict.status === "vulnerable" ? verdict.complexity.summary : verdict.status,
    pumps: attack?.pumps.map(({ prefix, pump }) => ({ prefix, pump })) ?? [],
    suffix: attack?.suffix ?? "",
  };
}
const madeKeys = new Set([...made.values()].map(keyOf));
for (const { path, source, flags } of writtenPatterns().literals) {
  const key = keyOf({ source, flags });
  if (madeKeys.has(key)) continue;
  const { status } = await verdictOf({ source, flags });
  if (status === "safe") safe.add(key);
  else unsafe[`${path} ${key}`] = `/${source}/${flags}`;
}
const list = { attacks, unsafe, safe: [...safe].sort() };
writeFileSync(join(import.meta.dirname, "checked.json"), `${JSON.stringify(list, null, 2)}\n`);
console.log(`${made.size} made, ${safe.size} safe, ${Object.keys(unsafe).length} that grow without a bound`);
