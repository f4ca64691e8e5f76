import type { PlaceInLine } from "../outcome/place-in-line.ts";
import type { SentLately } from "./comparison-view.ts";
import type { TokenBudget } from "./token-budget.ts";

/** What confirming an upload would do. */
export interface UploadPlan {
  readonly batches: number;
  /** Calls needed if nothing is refused. */
  readonly calls: number;
  /** null when the CRM could not be asked; `budgetProblem` says why (a code for `reasons.*`). */
  readonly budget: TokenBudget | null;
  readonly budgetProblem: string | null;
  readonly isWithinBudget: boolean | null;
  /** Seconds, from this tenant's latest calls; without any, two seconds a call. */
  readonly expectedSeconds: number;
  /** The uploads that are sent first; null if there are none. */
  readonly line: PlaceInLine | null;
  /** For a staged upload that is no retry or correction; absent for none. */
  readonly sentLately?: SentLately;
  /** For a staged upload; absent for none. */
  readonly doubtsElsewhere?: DoubtsElsewhere;
}

/** Debtors that sending an upload leaves uncertain in other portfolios: their next loads send them again. */
export interface DoubtsElsewhere {
  /** Those with most debtors first. */
  readonly portfolios: readonly { readonly id: string; readonly name: string; readonly debtors: number }[];
  /** Not all debtors were looked up, so there may be more. */
  readonly isPart: boolean;
}

/** What reading back an upload's unconfirmed debtors would cost. */
export interface ReadBackPlan {
  readonly debtors: number;
  readonly obligations: number;
  /** One per debtor and one per obligation; fewer if the CRM turns out not to have a debtor. */
  readonly calls: number;
  /** null when the CRM could not be asked; `budgetProblem` says why (a code for `reasons.*`). */
  readonly budget: TokenBudget | null;
  readonly budgetProblem: string | null;
  readonly isWithinBudget: boolean | null;
  readonly expectedSeconds: number;
  /** Some of it is being read back, or is waiting for that. */
  readonly isUnderWay: boolean;
}

/** The debtors that a retry of all of an upload's failures would take over. */
export interface RetryPlan {
  readonly debtors: number;
  /** Not all failures were looked at, so there may be more debtors. */
  readonly isMore: boolean;
  /** Not sent because they were held, and held still: a retry takes them once their holds end. */
  readonly held: number;
  /** Unconfirmed debtors may be among them: only if the CRM is known to update debtors that it already has. */
  readonly takesUnconfirmed: boolean;
}

/** Debtors who were sent and may be twice in the CRM: it duplicates whom it has, or a call of which nobody knows was made again. */
export interface Twice extends Doubled {
  /** Of them, those by a call that was made again. */
  readonly resent: number;
}

/** Debtors who are sent to a CRM that duplicates whom it has, and whom it has. */
export interface Doubled {
  readonly debtors: number;
  /** Not all debtors were looked up, so there may be more. */
  readonly isPart: boolean;
}
