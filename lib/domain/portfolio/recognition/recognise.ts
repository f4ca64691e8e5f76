/** Why a file may be of a portfolio. */
export interface PortfolioEvidence {
  /** An upload of it had the same columns, the same name but for dates and numbers, the same title line. */
  readonly isSameShape: boolean;
  readonly isSameName: boolean;
  readonly isSameTitle: boolean;
  /** Share of the file's sampled debtors that its snapshot has, 0 to 1; null if nothing can be said. */
  readonly knownShare: number | null;
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly evidence: PortfolioEvidence;
}

/** `several`: those that fit equally well. `none`: none fits well enough to be proposed. */
export type Recognition =
  | { readonly kind: "one"; readonly id: string }
  | { readonly kind: "several"; readonly ids: readonly string[] }
  | { readonly kind: "none" };

/** Half of the debtors known speaks louder than a file's name; of another portfolio's file hardly any are. */
const mostKnown = 0.5;
const someKnown = 0.2;
const hardlyKnown = 0.02;
/** Two signs, or half of the debtors: one sign alone may be the template that all creditors use. */
const leastWeight = 2;

/** How well a file fits a portfolio: a point a sign, and up to two for known debtors. */
export function weightOf({ isSameShape, isSameName, isSameTitle, knownShare }: PortfolioEvidence): number {
  const signs = Number(isSameShape) + Number(isSameName) + Number(isSameTitle);
  if (knownShare === null) return signs;
  if (knownShare >= mostKnown) return signs + 2;
  if (knownShare >= someKnown) return signs + 1;
  return knownShare < hardlyKnown ? signs - 1 : signs;
}

/** Which portfolio a file is of: the one that fits best, if no other fits as well. */
export function recognise(candidates: readonly Candidate[]): Recognition {
  const best = Math.max(leastWeight, ...candidates.map(({ evidence }) => weightOf(evidence)));
  const fitting = candidates.filter(({ evidence }) => weightOf(evidence) === best);
  const [first, ...others] = fitting;
  if (first === undefined) return { kind: "none" };
  return others.length === 0 ? { kind: "one", id: first.id } : { kind: "several", ids: fitting.map(({ id }) => id) };
}

/** Below this many debtors a share says nothing. */
export const leastSampled = 5;

/** `known` of `sampled` debtors are in the snapshot; the share, or null if it says nothing. */
export function knownShareOf(known: number, sampled: number, hasSnapshot: boolean): number | null {
  return hasSnapshot && sampled >= leastSampled ? known / sampled : null;
}
