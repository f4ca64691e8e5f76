import type { RecordState } from "#lib/domain/outcome/outcome.ts";
import type { AppliedDebtor } from "#tests/support/wolkvox-sandbox/ledger.ts";
import type { StagedDebtor } from "./staged-debtors.ts";

/** What a comparison of our records with the CRM's ledger comes to. */
export interface Reckoning {
  readonly debtors: number;
  /** In no group, or written into the CRM while we say rejected or not sent. */
  readonly lost: number;
  /** Written into the CRM more than once; where it is known to update: with something else than before. */
  readonly doubled: number;
  /** Said to be accepted, and not in the ledger as they were staged. */
  readonly wronglyAccepted: number;
  /** Written into the CRM, whatever we say of it, otherwise than staged: other obligations, another payload, by another token. */
  readonly altered: number;
}

export const nothing: Reckoning = { debtors: 0, lost: 0, doubled: 0, wronglyAccepted: 0, altered: 0 };

export function addReckonings(a: Reckoning, b: Reckoning): Reckoning {
  return {
    debtors: a.debtors + b.debtors,
    lost: a.lost + b.lost,
    doubled: a.doubled + b.doubled,
    wronglyAccepted: a.wronglyAccepted + b.wronglyAccepted,
    altered: a.altered + b.altered,
  };
}

/** A debtor as the portal says it stands. */
export interface SaidDebtor {
  readonly identification: string;
  readonly state: RecordState;
  readonly retriedInId: string | null;
}

export type WrittenDebtor = Pick<AppliedDebtor, "token" | "identification" | "obligationIds" | "sha256">;

export interface Compared {
  readonly token: string;
  /** What must come to be in the CRM, by Identification. */
  readonly staged: ReadonlyMap<string, StagedDebtor>;
  readonly said: readonly SaidDebtor[];
  /** What the CRM was made to write of this load. */
  readonly written: readonly WrittenDebtor[];
  /** Debtors that our own totals name and no group holds. */
  readonly missing: number;
  /** The tenant's CRM is known to update: the same debtor may come again as it was. */
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
    // Whom a retry has taken over is in the ledger by it.
    const isLeftOut = (state === "rejected" || state === "not_sent") && retriedInId === null;
    if (isLeftOut && applied.length > 0) lost += 1;
  }
  const isDoubled = (applied: readonly WrittenDebtor[]) =>
    mayRepeat ? new Set(applied.map(({ sha256 }) => sha256)).size > 1 : applied.length > 1;
  const doubled = [...ledger.values()].filter(isDoubled).length;
  return { debtors: said.length, lost, doubled, wronglyAccepted, altered };
}
