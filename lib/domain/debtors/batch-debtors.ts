import { quote } from "./json-text.ts";

export interface BatchLimits {
  readonly debtors: number;
  /** UTF-8 bytes of the request body. */
  readonly bytes: number;
}

/** What the portal sends at most in one call where a tenant says nothing else: the remote states no limit. */
export const defaultBatchLimits: BatchLimits = Object.freeze({ debtors: 100, bytes: 1_000_000 });

/** The body of a massiveCollections call: the payloads travel byte for byte as they were made. */
export function requestBody(operation: string, payloads: readonly string[]): string {
  return `{"operation":${quote(operation)},"collections":[${payloads.join(",")}]}`;
}

/**
 * Bytes of the body around its debtors. An operation's name is not known where batches are made, and it may change before
 * they are sent: room is left for the longest that is allowed.
 */
export const envelopeBytes = requestBody("", []).length + 200;

/**
 * Cuts debtors into batches in their order, never a debtor in two, without holding one: it is told each one's size. A debtor too big
 * for any batch travels alone: refusing it is the remote's to do, losing it is not ours.
 */
export class BatchCutter {
  readonly #limits: BatchLimits;
  #debtors = 0;
  #bytes = envelopeBytes;

  constructor(limits: BatchLimits = defaultBatchLimits) {
    this.#limits = limits;
  }

  /** UTF-8 bytes at most of the batch that is open: room for the longest operation name is counted in. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The next debtor, by the UTF-8 bytes of its payload; true when a new batch begins with it. */
  add(payloadBytes: number): boolean {
    // One more for the comma before it; the first has none, which leaves a byte of room.
    const size = payloadBytes + 1;
    const isFirst =
      this.#debtors === 0 || this.#debtors >= this.#limits.debtors || this.#bytes + size > this.#limits.bytes;
    this.#debtors = isFirst ? 1 : this.#debtors + 1;
    this.#bytes = isFirst ? envelopeBytes + size : this.#bytes + size;
    return isFirst;
  }
}
