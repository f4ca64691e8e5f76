import type { Batch, Debtor } from "./debtor.ts";
import { quote, utf8Length } from "./json-text.ts";

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
export const envelopeBytes = utf8Length(requestBody("", [])) + 200;

/**
 * Cuts debtors into batches in their order, never a debtor in two. A debtor too big for any batch travels alone:
 * refusing it is the remote's to do, losing it is not ours.
 */
export function* batchDebtors(debtors: Iterable<Debtor>, limits: BatchLimits = defaultBatchLimits): Generator<Batch> {
  let ordinal = 0;
  let waiting: Debtor[] = [];
  let bytes = envelopeBytes;
  for (const debtor of debtors) {
    // One more for the comma before it; the first has none, which leaves a byte of room.
    const size = utf8Length(debtor.payload) + 1;
    if (waiting.length > 0 && (waiting.length >= limits.debtors || bytes + size > limits.bytes)) {
      yield { ordinal, debtors: waiting, bytes };
      ordinal++;
      waiting = [];
      bytes = envelopeBytes;
    }
    waiting.push(debtor);
    bytes += size;
  }
  if (waiting.length > 0) yield { ordinal, debtors: waiting, bytes };
}
