import type { SnapshotEntry } from "#lib/database/comparison/snapshot.ts";
import type { Digest } from "#lib/domain/correction/text-digest.ts";
import { type SnapshotState, snapshotStates } from "#lib/domain/portfolio/snapshot-state.ts";
import type { PayloadDigests } from "./payload-digester.ts";

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
  readonly #digests: Int32Array;
  readonly #upload: Uint32Array;
  readonly #obligations: Int32Array;
  readonly #cents: Float64Array;
  readonly #uploads: string[] = [];
  readonly #uploadNumbers = new Map<string, number>();

  constructor(debtors: number) {
    this.#state = new Uint8Array(debtors);
    this.#digests = new Int32Array(debtors * 4);
    this.#upload = new Uint32Array(debtors);
    this.#obligations = new Int32Array(debtors);
    this.#cents = new Float64Array(debtors);
  }

  add(debtor: number, { state, digest, stableDigest, uploadId, obligations, cents }: SnapshotEntry): void {
    this.#state[debtor] = snapshotStates.indexOf(state) + 1;
    this.#keep(debtor * 4, digest);
    this.#keep(debtor * 4 + 2, stableDigest);
    this.#upload[debtor] = this.#uploadNumber(uploadId);
    this.#obligations[debtor] = obligations;
    this.#cents[debtor] = cents;
  }

  /**
   * What the snapshot has of a debtor, and whether it has these digests; null if it does not have the debtor. A digest
   * that is not known equals none.
   */
  find(debtor: number, { digest, stableDigest }: PayloadDigests): KnownDebtor | null {
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

  /** One that is not known stays 0, which no digest is but by a chance of 1 in 2^64. */
  #keep(at: number, digest: Digest | null): void {
    this.#digests[at] = digest?.high ?? 0;
    this.#digests[at + 1] = digest?.low ?? 0;
  }

  #has(at: number, digest: Digest | null): boolean {
    return digest !== null && this.#digests[at] === digest.high && this.#digests[at + 1] === digest.low;
  }

  #uploadNumber(uploadId: string): number {
    let number = this.#uploadNumbers.get(uploadId);
    if (number === undefined) {
      number = this.#uploads.push(uploadId) - 1;
      this.#uploadNumbers.set(uploadId, number);
    }
    return number;
  }
}
