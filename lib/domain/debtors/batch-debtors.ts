import { quote } from "./json-text.ts";

export interface BatchLimits {
  readonly debtors: number;
  /** UTF-8 bytes of the request body. */
  readonly bytes: number;
}

/** The most the portal sends in one call unless the tenant has its own limits. The CRM documents no limit. */
export const defaultBatchLimits: BatchLimits = Object.freeze({ debtors: 100, bytes: 1_000_000 });

/** The body of a massiveCollections call. Payloads are sent byte for byte as they were staged. */
export function requestBody(operation: string, payloads: readonly string[]): string {
  return `{"operation":${quote(operation)},"collections":[${payloads.join(",")}]}`;
}

/**
 * Bytes of the body around its debtors, with room for the longest operation name allowed: the name is not
 * known when batches are cut, and may change before they are sent.
 */
export const envelopeBytes = requestBody("", []).length + 200;

/**
 * Cuts debtors into batches in their order. It gets only each debtor's size and holds none. A debtor is
 * never split; one too big for any batch is sent alone, because it is for the CRM to refuse it and not for
 * the portal to lose it.
 */
export class BatchCutter {
  readonly #limits: BatchLimits;
  #debtors = 0;
  #bytes = envelopeBytes;

  constructor(limits: BatchLimits = defaultBatchLimits) {
    this.#limits = limits;
  }

  /** Upper limit of the open batch's UTF-8 bytes: includes room for the longest operation name. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds the next debtor by the UTF-8 bytes of its payload; true if it starts a new batch. */
  add(payloadBytes: number): boolean {
    // One byte more for the comma before it. The first debtor has none, which leaves a byte spare.
    const size = payloadBytes + 1;
    const isFirst =
      this.#debtors === 0 || this.#debtors >= this.#limits.debtors || this.#bytes + size > this.#limits.bytes;
    this.#debtors = isFirst ? 1 : this.#debtors + 1;
    this.#bytes = isFirst ? envelopeBytes + size : this.#bytes + size;
    return isFirst;
  }
}
