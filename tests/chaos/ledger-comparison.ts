import type { RecordState } from "#lib/domain/outcome/outcome.ts";
import type { AppliedDebtor } from "#tests/support/wolkvox-sandbox/ledger.ts";

/** What a comparison of our records with the CRM's ledger comes to. */
export interface Reckoning {
  readonly debtors: number;
  /** In no group, or written into the CRM while we say rejected or not sent. */
  readonly lost: number;
  /** Written into the CRM more than once; where it is known to update: with something else than before. */
  readonly doubled: number;
  /** Said to be accepted, and not in the ledger with all their obligations. */
  readonly wronglyAccepted: number;
}

export const nothing: Reckoning = { debtors: 0, lost: 0, doubled: 0, wronglyAccepted: 0 };

export function addReckonings(a: Reckoning, b: Reckoning): Reckoning {
  return {
    debtors: a.debtors + b.debtors,
    lost: a.lost + b.lost,
    doubled: a.doubled + b.doubled,
    wronglyAccepted: a.wronglyAccepted + b.wronglyAccepted,
  };
}

/** A debtor as the portal says it stands. */
export interface SaidDebtor {
  readonly identification: string;
  readonly state: RecordState;
  readonly obligations: number;
  readonly retriedInId: string | null;
}

export type WrittenDebtor = Pick<AppliedDebtor, "identification" | "obligationIds" | "sha256">;

export interface Compared {
  readonly said: readonly SaidDebtor[];
  /** What the CRM was made to write of this load. */
  readonly written: readonly WrittenDebtor[];
  /** Debtors that our own totals name and no group holds. */
  readonly missing: number;
  /** The tenant's CRM is known to update: the same debtor may come again as it was. */
  readonly mayRepeat: boolean;
}

export function compareWithLedger({ said, written, missing, mayRepeat }: Compared): Reckoning {
  const ledger = Map.groupBy(written, (debtor) => debtor.identification);
  let [lost, wronglyAccepted] = [missing, 0];
  for (const { identification, state, obligations, retriedInId } of said) {
    const applied = ledger.get(identification) ?? [];
    if (state === "accepted" && !applied.some((one) => one.obligationIds.length === obligations)) wronglyAccepted += 1;
    // Whom a retry has taken over is in the ledger by it.
    const isLeftOut = (state === "rejected" || state === "not_sent") && retriedInId === null;
    if (isLeftOut && applied.length > 0) lost += 1;
  }
  const isDoubled = (applied: readonly WrittenDebtor[]) =>
    mayRepeat ? new Set(applied.map(({ sha256 }) => sha256)).size > 1 : applied.length > 1;
  return { debtors: said.length, lost, doubled: [...ledger.values()].filter(isDoubled).length, wronglyAccepted };
}
