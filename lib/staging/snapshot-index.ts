import type { SnapshotEntry } from "#lib/database/comparison/snapshot.ts";
import { type SnapshotState, snapshotStates } from "#lib/domain/portfolio/snapshot-state.ts";

/** The snapshot's row of a debtor of the file, without payload. */
export interface KnownDebtor {
  readonly state: SnapshotState;
  readonly isSame: boolean;
  readonly isStable: boolean;
  readonly uploadId: string;
  readonly obligations: number;
  readonly cents: number;
}

/**
 * The snapshot of a portfolio by the numbers of the file's debtors: 33 bytes a debtor, no objects. Balances are
 * numbers: a record's are safe integers of cents.
 */
export class SnapshotIndex {
  readonly #state: Uint8Array;
  /** Four numbers a debtor: both halves of its digest and of its stable digest. */
  readonly #digests: Uint32Array;
  readonly #upload: Uint32Array;
  readonly #obligations: Int32Array;
  readonly #cents: Float64Array;
  readonly #uploads: string[] = [];
  readonly #uploadNumbers = new Map<string, number>();

  constructor(debtors: number) {
    this.#state = new Uint8Array(debtors);
    this.#digests = new Uint32Array(debtors * 4);
    this.#upload = new Uint32Array(debtors);
    this.#obligations = new Int32Array(debtors);
    this.#cents = new Float64Array(debtors);
  }

  add(debtor: number, { state, digest, stableDigest, uploadId, obligations, cents }: SnapshotEntry): void {
    this.#state[debtor] = snapshotStates.indexOf(state) + 1;
    this.#digests[debtor * 4] = firstHalf(digest);
    this.#digests[debtor * 4 + 1] = secondHalf(digest);
    this.#digests[debtor * 4 + 2] = firstHalf(stableDigest);
    this.#digests[debtor * 4 + 3] = secondHalf(stableDigest);
    this.#upload[debtor] = this.#uploadNumber(uploadId);
    this.#obligations[debtor] = obligations;
    this.#cents[debtor] = cents;
  }

  /**
   * What the snapshot has of a debtor, and whether it has these digests; null if it does not have the debtor. A digest
   * that is not known ("") equals none.
   */
  find(debtor: number, digest: string, stableDigest: string): KnownDebtor | null {
    const state = snapshotStates[(this.#state[debtor] ?? 0) - 1];
    if (state === undefined) return null;
    return {
      state,
      isSame: this.#has(debtor * 4, digest),
      isStable: this.#has(debtor * 4 + 2, stableDigest),
      uploadId: this.#uploads[this.#upload[debtor] ?? 0] ?? "",
      obligations: this.#obligations[debtor] ?? 0,
      cents: this.#cents[debtor] ?? 0,
    };
  }

  #has(at: number, digest: string): boolean {
    return digest !== "" && this.#digests[at] === firstHalf(digest) && this.#digests[at + 1] === secondHalf(digest);
  }

  #uploadNumber(uploadId: string): number {
    let number = this.#uploadNumbers.get(uploadId);
    if (number === undefined) {
      // A slice of the line it was read from would keep the whole line.
      const id = Buffer.from(uploadId, "latin1").toString("latin1");
      number = this.#uploads.push(id) - 1;
      this.#uploadNumbers.set(id, number);
    }
    return number;
  }
}

/** Half of a digest of 16 hex digits; 0 for "", which `find` never looks for. */
function firstHalf(digest: string): number {
  return digest === "" ? 0 : Number.parseInt(digest.slice(0, 8), 16);
}

function secondHalf(digest: string): number {
  return digest === "" ? 0 : Number.parseInt(digest.slice(8), 16);
}
