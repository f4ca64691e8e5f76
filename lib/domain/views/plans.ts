import type { PlaceInLine } from "../outcome/place-in-line.ts";
import type { TokenBudget } from "./token-budget.ts";

/** What confirming would do. */
export interface UploadPlan {
  readonly batches: number;
  /** Calls it needs if nothing is refused. */
  readonly calls: number;
  /** null when the CRM could not be asked; `budgetProblem` says why (a code for `reasons.*`). */
  readonly budget: TokenBudget | null;
  readonly budgetProblem: string | null;
  readonly isWithinBudget: boolean | null;
  /** Seconds, from this tenant's latest calls or, without any, two a call. */
  readonly expectedSeconds: number;
  /** What goes first; null where nothing does. */
  readonly line: PlaceInLine | null;
}

/** What reading back an upload's unconfirmed debtors would take. */
export interface ReadBackPlan {
  readonly debtors: number;
  readonly obligations: number;
  /** One for each debtor and one for each obligation; fewer where a debtor turns out to be absent. */
  readonly calls: number;
  /** null when the CRM could not be asked; `budgetProblem` says why (a code for `reasons.*`). */
  readonly budget: TokenBudget | null;
  readonly budgetProblem: string | null;
  readonly isWithinBudget: boolean | null;
  readonly expectedSeconds: number;
  /** Some of it is being read back, or waits to be. */
  readonly isUnderWay: boolean;
}

/** Whom a retry of all of an upload's failures would take. */
export interface RetryPlan {
  readonly debtors: number;
  /** There are failures beyond those that were counted, and so perhaps more of them. */
  readonly isMore: boolean;
  /** Those of whom nobody knows whether they got in may be among them: only where the CRM is known to update. */
  readonly takesUnconfirmed: boolean;
}
