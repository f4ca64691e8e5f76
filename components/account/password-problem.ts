const known = ["too_small", "too_big", "common", "own_words"] as const;
type PasswordProblem = (typeof known)[number];

/** What is wrong with the new password of a refused form; null if it is something else. */
export function passwordProblemIn(params: Readonly<Record<string, unknown>>): PasswordProblem | null {
  const problems = Array.isArray(params.problems) ? params.problems : [];
  return known.find((problem) => problems.includes(`password:${problem}`)) ?? null;
}
