import type { RecordState } from "#lib/domain/outcome/outcome.ts";
import type { AppliedDebtor } from "#tests/support/wolkvox-sandbox/ledger.ts";
import type { StagedDebtor } from "./staged-debtors.ts";

/** The result of comparing our records with the CRM's ledger. */
export interface Reckoning {
  readonly debtors: number;
  /** Debtors in no group, or written to the CRM while we report them rejected or not sent. */
  readonly lost: number;
  /**
   * Debtors written to the CRM more than once; if the CRM is known to update, only those written with
   * different payloads.
   */
  readonly doubled: number;
  /** Debtors reported as accepted that are not in the ledger as they were staged. */
  readonly wronglyAccepted: number;
  /**
   * Debtors written to the CRM, whatever we report, with other obligations, another payload or another token
   * than staged.
   */
  readonly altered: number;
  /** Debtors of whom a portfolio's snapshot says what the CRM does not have. */
  readonly misremembered: number;
}

export const nothing: Reckoning = { debtors: 0, lost: 0, doubled: 0, wronglyAccepted: 0, altered: 0, misremembered: 0 };

export function addReckonings(a: Reckoning, b: Reckoning): Reckoning {
  return {
    debtors: a.debtors + b.debtors,
    lost: a.lost + b.lost,
    doubled: a.doubled + b.doubled,
    wronglyAccepted: a.wronglyAccepted + b.wronglyAccepted,
    altered: a.altered + b.altered,
    misremembered: a.misremembered + b.misremembered,
  };
}

/** A debtor as the portal reports it. */
export interface SaidDebtor {
  readonly identification: string;
  readonly state: RecordState;
  readonly retriedInId: string | null;
}

export type WrittenDebtor = Pick<AppliedDebtor, "token" | "identification" | "obligationIds" | "sha256">;

export interface Compared {
  readonly token: string;
  /** What the CRM must end up with, by Identification. */
  readonly staged: ReadonlyMap<string, StagedDebtor>;
  readonly said: readonly SaidDebtor[];
  /** What the CRM wrote for this load. */
  readonly written: readonly WrittenDebtor[];
  /** Debtors that our totals count and no group contains. */
  readonly missing: number;
  /** The tenant's CRM is known to update: a debtor may be written again unchanged. */
  readonly mayRepeat: boolean;
}

export function compareWithLedger({ token, staged, said, written, missing, mayRepeat }: Compared): Reckoning {
  const ledger = Map.groupBy(written, (debtor) => debtor.identification);
  const isAsStaged = (one: WrittenDebtor) => {
    const { sha256, obligationIds = [] } = staged.get(one.identification) ?? {};
    const hasAll = obligationIds.toSorted().join() === one.obligationIds.toSorted().join();
    return hasAll && one.sha256 === sha256 && one.token === token;
  };
  let [lost, wronglyAccepted, altered] = [missing, 0, 0];
  for (const { identification, state, retriedInId } of said) {
    const applied = ledger.get(identification) ?? [];
    if (state === "accepted" && !applied.some(isAsStaged)) wronglyAccepted += 1;
    if (!applied.every(isAsStaged)) altered += 1;
    // A debtor taken over by a retry is in the ledger because of that retry.
    const isLeftOut = (state === "rejected" || state === "not_sent") && retriedInId === null;
    if (isLeftOut && applied.length > 0) lost += 1;
  }
  const isDoubled = (applied: readonly WrittenDebtor[]) =>
    mayRepeat ? new Set(applied.map(({ sha256 }) => sha256)).size > 1 : applied.length > 1;
  const doubled = [...ledger.values()].filter(isDoubled).length;
  return { ...nothing, debtors: said.length, lost, doubled, wronglyAccepted, altered };
}
