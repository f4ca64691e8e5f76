/**
 * Whether everything is tested (`npm test -- --deep`), or what fits into a quarter of an hour. A test or
 * file that only the deep run has says so: `test.runIf(isDeep)`, `name.deep.test.ts`, the tag `@deep` of a
 * browser test.
 */
export const isDeep = process.env.TEST_DEPTH === "deep";

/** What a property draws its cases from: in a quick run always the same, in a deep one whatever the run's seed is. */
export function seedOfRun(quick: number): number {
  return isDeep ? Number(process.env.TEST_SEED ?? quick) : quick;
}

/** How many cases a property tries: `deep` of them, or a fifth and at least ten in a quick run. */
export function cases(deep: number, quick = Math.min(deep, Math.max(10, Math.ceil(deep / 5)))): number {
  return isDeep ? deep : quick;
}

/** How often a property of few cases must have met what it is about. A deep run draws them anew, and may meet it less. */
export function leastMet(quick: number): number {
  return isDeep ? 0 : quick;
}
